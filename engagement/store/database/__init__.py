"""The manifest's tables and migrations, on SQLite or PostgreSQL."""
