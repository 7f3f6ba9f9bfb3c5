"""Types of an import: raw table, a person's hints, the account. No logic."""
