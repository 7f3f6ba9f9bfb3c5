"""Workspaces of this process, and taking files in. No page."""
