"""Lists of contacts: who may be written to, as shops and mailing tools export it."""
