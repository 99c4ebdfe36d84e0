"""A customer sheet rated: columns to measures, cells to entries, rows to tiers; and again, on a refresh."""
