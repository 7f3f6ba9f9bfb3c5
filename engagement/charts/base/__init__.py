"""Axes, margins, points, text and colours that all charts share."""
