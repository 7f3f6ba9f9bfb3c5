"""The page Coming back: cohorts, the order ladder, days to the second order."""
