"""Exports of payment services, recognised by their columns."""
