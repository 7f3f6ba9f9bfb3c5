"""Backup, restore, retention, leftovers and damage."""
