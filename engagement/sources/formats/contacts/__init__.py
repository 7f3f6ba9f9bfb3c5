"""Lists of contacts with their marketing consent, as exported by shops and mailing tools."""
