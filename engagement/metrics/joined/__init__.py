"""The figures that need two kinds of data: what promoters spend."""
