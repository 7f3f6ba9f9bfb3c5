"""Metrics of two kinds of data: the spend of promoters."""
