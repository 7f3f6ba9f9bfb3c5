"""Drops as background jobs, and files that wait for an answer."""
