"""Making a new version out of files."""
