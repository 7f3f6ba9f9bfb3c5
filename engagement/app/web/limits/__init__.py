"""Limits of connections, addresses and replies."""
