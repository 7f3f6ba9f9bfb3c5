"""Exports of payment services that are known by their columns."""
