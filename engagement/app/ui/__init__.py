"""What any page draws with: language, escape, download, head."""
