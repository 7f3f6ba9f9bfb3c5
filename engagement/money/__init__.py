"""Currencies, minor units and rates of exchange: what an amount is worth, exactly."""
