"""The workspace: the object through which the app reads and changes a shop's data."""
