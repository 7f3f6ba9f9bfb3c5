"""Figures of orders and customers: definitions, texts, publishing rules; `scans` reads the data."""
