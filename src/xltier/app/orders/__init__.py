"""Order lists: what they say of each customer, as figures that schemes rate."""
