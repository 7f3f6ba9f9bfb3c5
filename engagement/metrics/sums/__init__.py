"""Groups and periods, and their sums."""
