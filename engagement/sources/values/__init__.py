"""Parsing of single values: numbers, dates, yes and no, countries, people. Independent of columns."""
