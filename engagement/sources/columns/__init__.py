"""Typed columns of a raw table, with the account of every row."""
