"""Counts of people as they may be shown to others: rounded so that nobody can be counted out."""
