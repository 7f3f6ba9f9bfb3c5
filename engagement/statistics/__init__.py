"""Intervals, comparisons and control limits: arrays in, numbers out, no data frame and no I/O.

One rule for what cannot be said: **NaN, never an exception and never a warning.** A bound is NaN
where the formula needs more data than there are (no answers, one customer); the value itself is
NaN where even that is undefined (0 of 0). Functions that take a `Real` answer in kind: floats for
floats, arrays of the same shape for arrays, so that one call serves a headline and a trend.
"""
