"""Exports of shop systems, recognised by their columns."""
