"""Choosing a part of a chart: it filters the page, stands in the address, and opens its rows."""
