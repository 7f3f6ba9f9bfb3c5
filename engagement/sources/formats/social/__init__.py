"""Exports of social networks, recognised by their columns."""
