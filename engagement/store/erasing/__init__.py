"""Destroying data for good."""
