"""What a guest sees of the tables of customers, products and answers: counts rounded to the link's k."""
