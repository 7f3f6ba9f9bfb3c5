"""Answers to a page: headline, trend, breakdown, findings, what moved."""
