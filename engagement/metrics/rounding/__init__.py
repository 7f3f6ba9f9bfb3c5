"""The tables of customers in a link: counts of people, rounded at random to multiples of the link's k."""
