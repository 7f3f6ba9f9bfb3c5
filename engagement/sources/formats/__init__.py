"""One file per platform: its signature, its columns, its rules. Each is found by being here."""
