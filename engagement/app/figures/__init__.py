"""Texts of figures in the reader's language: dimensions, values, formula, evidence, requirements."""
