"""The part of the command line that answers questions: a sentence (`ask`), an assistant (`mcp`)."""
