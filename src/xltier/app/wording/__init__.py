"""Rules, values and reasons in words, in both languages."""
