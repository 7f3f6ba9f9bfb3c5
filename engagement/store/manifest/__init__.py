"""Reading and writing the manifest: records and queries."""
