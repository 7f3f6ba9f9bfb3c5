"""The subcommands that answer questions: `ask` for a sentence, `mcp` for an assistant."""
