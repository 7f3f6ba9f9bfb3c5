"""What is commonly said of engaged customers, held against this shop's own data."""
