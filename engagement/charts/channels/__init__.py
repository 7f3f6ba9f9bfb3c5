"""Charts of channels: funnel steps, and the lagged correlation of two series."""
