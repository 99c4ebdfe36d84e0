"""The language of rules: the text of a condition to an expression, and that to whole-number logic over slots."""
