"""Asking a person what a file means, with a preview."""
