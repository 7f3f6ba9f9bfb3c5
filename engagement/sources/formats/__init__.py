"""One module per platform: its signature, its columns, its rules. Modules are discovered in this folder."""
