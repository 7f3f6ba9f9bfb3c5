"""The interface for programs: figures as JSON, files sent, MCP over HTTP, each behind an owner's token."""
