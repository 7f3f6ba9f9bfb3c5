"""A raw table's columns, typed as wholes, with the account of every row."""
