"""Imports as background jobs, and files that wait for an answer of a person."""
