"""What assistants may ask: an MCP server over files or over a shop, of figures only."""
