"""What flows through an import: a raw table, hints of a person, the account. No logic."""
