"""Identities: addresses, phone numbers and ids, their pseudonyms, and finding them in text."""
