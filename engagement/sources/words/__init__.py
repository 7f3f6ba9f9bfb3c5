"""Vocabulary: names of columns, answers, networks, months. One file per language, for translators.

The lowest folder of the sources: all others may use its words and normalise text for comparison.
"""
