"""The page of claims: what is commonly said of engaged customers, and whether it holds in this shop."""
