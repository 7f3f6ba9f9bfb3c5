"""Whether customers come back, as a page: cohorts, the ladder of orders, days to the second order."""
