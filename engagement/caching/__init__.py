"""Caches: one object per process, results, objects made from files."""
