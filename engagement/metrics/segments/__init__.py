"""Segments: who is meant by a few conditions that hold together, saved by name, and as keys of customers."""
