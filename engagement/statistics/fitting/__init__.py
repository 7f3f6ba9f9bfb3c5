"""How the parameters of a model are found."""
