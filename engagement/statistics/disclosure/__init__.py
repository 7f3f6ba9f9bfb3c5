"""Counts of people for publication: rounded so that nobody can be identified."""
