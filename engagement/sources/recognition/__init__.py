"""Which format reads a table; what to ask a person where none does; what was answered."""
