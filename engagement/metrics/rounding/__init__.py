"""Tables of customers as a link shows them: counts of people, each rounded at random to the link's k."""
