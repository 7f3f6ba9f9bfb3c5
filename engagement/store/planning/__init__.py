"""What the people of a shop write down themselves: notes on days, goals, reviews."""
