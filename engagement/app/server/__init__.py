"""Starting, serving, the front door."""
