"""The team and the audit."""
