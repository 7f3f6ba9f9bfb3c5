"""Visitors: identification, login, roles, sessions, and the hosting settings."""
