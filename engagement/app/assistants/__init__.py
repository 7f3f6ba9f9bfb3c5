"""The MCP server for assistants: read-only tools over files or a shop, which answer with figures only."""
