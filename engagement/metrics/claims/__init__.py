"""Common claims about engaged customers, tested on the shop's own data."""
