"""Elements that all pages use: language, escaping, downloads, headings."""
