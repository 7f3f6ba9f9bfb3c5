"""Bytes to canonical tables, with an account of every row."""
