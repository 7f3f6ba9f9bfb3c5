"""Time series: lagged correlation and projection."""
