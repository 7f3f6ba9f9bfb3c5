"""Exports of marketplaces, recognised by their columns."""
