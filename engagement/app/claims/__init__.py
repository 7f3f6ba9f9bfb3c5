"""The page of claims: common claims about engaged customers, tested on the shop's data."""
