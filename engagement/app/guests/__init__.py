"""Publication of links in the background, and the guest's view of a bundle."""
