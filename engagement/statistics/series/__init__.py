"""Two series over time beside each other."""
