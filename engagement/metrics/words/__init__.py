"""Texts that all families share."""
