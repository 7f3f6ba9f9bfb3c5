"""One file per change of the tables; each names its predecessor."""
