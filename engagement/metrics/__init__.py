"""Metrics: each is defined once and gives headline, trend, breakdown and change.

A family's folder (purchases, surveys, social, web, email, loyalty, joined) defines its `Family` in
`family.py`; two of them define two, for two kinds of tables. A family consists of (`core/definition.py`):

* `table`: the canonical table whose rows it reads; `dimensions`: text expressions over its columns
  by which rows can be split and filtered (`{"country": nw.col("country")}`; a survey's own
  `segment.` columns are added automatically; no value may be an empty text); `counting`: which
  rows set the as-of day, None for all.
* `definitions`, in reading order. A `Definition` joins a `Metric` (the words), a *source* and a
  *rule*, with an *account* (rows left out, by reason, and rows used), the *rows* behind it, its place
  in the app (`page`), whether and how a link may publish it (`publishing`) and what unlocks it (`unlock`).
* `tables`: named result tables (`ResultTable`), each made by a function of a `Scope` that returns a
  pandas frame, and whether a link may publish it.

A **source** is a function `(scope, cut) -> Sums | Histogram`. It builds a narwhals lazy frame and
collects a few numbers per group, for any `Cut`: the whole, by a dimension, or along periods. Name
the same function in several definitions and they share its scan. For rows that stand for
themselves that is all:

    def post_sums(scope: Scope, cut: Cut) -> Sums:
        rows = scope.grouped(scope.frame("posts"), cut)
        return sums(rows, cut, {"posts": nw.lit(1), "likes": nw.col("likes")})

`scope.frame(table)` is the table up to the as-of day, filtered; `scope.grouped` cuts it to the
window and adds the group, or, for a trend, says in which windows each row lies, from which
`group_sums.sums` makes trailing sums by a difference array. `scope.sums(other_source, cut)` takes
another source's result, computed once. A median's source returns a
`Histogram`, see `purchases.scans.customers.basket_values`. For another table's
rows pass its name to `scope.frame` and `scope.grouped`. A column in a measure must exist in every
source of the table; the tables' contract sees to that.

A **rule** (`rules/plain.py`, `rules/by_cluster.py`) turns sums into value, interval and n,
compares two groups, and says what is too small to show: `Rate(k, n)`, `RatioOfSums`, `Median`, `Count`,
or the family's own class with the same methods (`Rule`). A rule that needs more than value, se, numerator and
denominator for its comparison keeps it in `Estimates.also`.

`views/registry.py` lists the families; a new one is one line there. `views/owners.py` answers a page.
`guarding` decides what may be published, `publishing` makes the bundle.
Rules for expressions that run everywhere: cast outside `agg`, windows only with `.over(key)`,
`shift` with `order_by`, no `dt.timestamp` (use `day`), no two names that differ by case.
"""
