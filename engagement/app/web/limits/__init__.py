"""Limits of connections and addresses, and what the server may send to a page."""
