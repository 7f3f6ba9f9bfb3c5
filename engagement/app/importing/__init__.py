"""Imports as background jobs, and files that wait for a person's answer."""
