"""Whether customers come back: cohorts, the ladder of orders, days to the second, new and returning."""
