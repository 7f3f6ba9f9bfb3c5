"""How a figure is worded: dimensions, evidence, formula, what unlocks it."""
