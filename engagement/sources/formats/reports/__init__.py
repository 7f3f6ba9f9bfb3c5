"""Exports of web, e-mail and loyalty tools that are known by their columns."""
