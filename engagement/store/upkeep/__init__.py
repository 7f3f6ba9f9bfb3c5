"""Backup, restore, retention, what was left behind or damaged."""
