"""Retention: cohorts, the order ladder, days to the second order, new and returning customers."""
