"""Bytes to lines and cells: encoding, dialect, records, where the header stands."""
