"""Two ratings, two rule books, or figures before and after, beside each other."""
