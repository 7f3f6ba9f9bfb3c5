"""The bridge from the figures of a shop system's dashboard to ours."""
