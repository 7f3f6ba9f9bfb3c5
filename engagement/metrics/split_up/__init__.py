"""Customers in parts: by what their first order says, or holds, and the tables of coming back for each."""
