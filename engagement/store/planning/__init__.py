"""Texts and targets of a shop: notes on days, goals, reviews."""
