"""What a rating is. Standard library only: no files, no clock, no environment, no randomness."""
