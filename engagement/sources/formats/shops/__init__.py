"""Exports of shop systems that are known by their columns."""
