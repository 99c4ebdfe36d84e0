"""What a rated sheet answers: the reason of a row, every point of a customer, counts and shares."""
