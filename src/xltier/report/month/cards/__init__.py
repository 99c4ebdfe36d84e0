"""The cards of a month to print: what a card says, where it stands on its page, and the workbook of them all."""
