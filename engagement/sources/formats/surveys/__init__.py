"""Exports of survey tools that are known by their columns."""
