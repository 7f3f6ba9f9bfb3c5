"""Versions of the data: merging files, and every change that makes a new version."""
