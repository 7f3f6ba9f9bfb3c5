"""Workspaces of this process, and importing files into them. No pages."""
