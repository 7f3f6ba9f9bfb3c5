"""How sums become a value with its interval, and how two values are compared."""
