"""How long until something happens: to all, and to each person by the gaps so far."""
