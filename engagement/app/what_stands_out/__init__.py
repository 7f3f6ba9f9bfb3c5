"""What the Overview says stands out: each finding with its evidence and the way to it."""
