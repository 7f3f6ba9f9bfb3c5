"""Exports of web, e-mail and loyalty tools, recognised by their columns."""
