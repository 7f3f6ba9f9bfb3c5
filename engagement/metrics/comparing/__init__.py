"""Which two windows are alike, and what may be called a change or a difference."""
