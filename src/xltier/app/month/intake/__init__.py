"""From the tables of the departments to what a month is rated from: typed rows that still know their cells."""
