"""Exports of survey tools, recognised by their columns."""
