"""Files to raw tables: text, sheets, archives, several tables in one. Nothing is typed."""
