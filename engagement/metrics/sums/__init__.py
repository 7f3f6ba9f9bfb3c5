"""Groups and periods, and the sums of each that figures are made of."""
