"""Figures about members of a loyalty programme: definitions, scans, texts, publishing rules."""
