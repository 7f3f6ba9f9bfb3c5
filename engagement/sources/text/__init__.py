"""From bytes to lines and cells: encoding, dialect, records, the header line."""
