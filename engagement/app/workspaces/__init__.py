"""The open workspaces of this process, and imports into them. No pages."""
