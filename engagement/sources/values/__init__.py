"""One text, one value: numbers, dates, yes and no, countries, people. Knows no column."""
