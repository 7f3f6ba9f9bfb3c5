"""Permanent deletion: files, and people in all files and versions."""
