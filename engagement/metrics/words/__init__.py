"""Sentences and names that all families share."""
