"""Currencies, minor units and exchange rates, with exact amounts."""
