"""Exports of market places that are known by their columns."""
