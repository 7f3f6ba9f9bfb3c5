"""Exports of social networks that are known by their columns."""
