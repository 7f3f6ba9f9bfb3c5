"""The HTTP API: figures as JSON, uploads, and MCP over HTTP, each with an owner's token."""
