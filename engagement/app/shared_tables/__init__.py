"""Tables of customers, products and answers for guests, with counts rounded to multiples of the link's k."""
