"""Engagement: how engaged a shop's customers are, from the exports that it has."""
