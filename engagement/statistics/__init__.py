"""Intervals, comparisons and control limits: arrays in, numbers out, no data frame and no I/O.

Where a result is undefined it is **NaN, never an exception and never a warning.** A bound is NaN where its
formula needs more data than there are (no answers, one customer); the value itself is NaN where even that is
undefined (0 of 0). Functions that take a `Real` return the same kind: a float for a float, an array of the
same shape for an array, so one call serves a headline and a trend.
"""
