"""Immutable Parquet objects, in a folder or a bucket, and the workspace's key."""
