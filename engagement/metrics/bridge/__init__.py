"""From the figure that a shop system's own dashboard shows to ours, cause by cause."""
