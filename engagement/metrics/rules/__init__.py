"""Rules: from sums to a value with its interval, and comparisons of two values."""
