"""The pages of figures: filter bar, headline, trend, breakdown, evidence, definitions."""
