"""Metrics: each is defined once and gives headline, trend, breakdown and change.

A family's folder (purchases, surveys, social, web, email, loyalty, joined) defines its `Family` in
`family.py`; two of the folders define two, for two kinds of tables. A family consists of
(`core/definition.py`):

* `table`: the canonical table whose rows it reads; `dimensions`: text expressions over its columns
  by which rows can be split and filtered (`{"country": nw.col("country")}`; a survey's own
  `segment.` columns are added automatically; no value may be an empty text); `counting`: which
  rows set the as-of day, None for all.
* `definitions`, in reading order. A `Definition` joins a `Metric` (the words), a *source* and a
  *rule*, with an *account* (rows left out, by reason, and rows used), the *rows* behind it, its place
  in the app (`page`), whether and how a link may publish it (`publishing`) and what unlocks it (`unlock`).
* `tables`: named result tables (`ResultTable`), each made by a function of a `Scope` that returns a
  pandas frame, and whether a link may publish it.

A **source** is a function `(scope, cut) -> Sums | Histogram`. It builds a narwhals lazy frame and collects
a few numbers per group, for any `Cut`: the whole, by a dimension, or along periods. Definitions that name
the same function share its scan. Where each row counts by itself, this is a complete source:

    def post_sums(scope: Scope, cut: Cut) -> Sums:
        rows = scope.grouped(scope.frame("posts"), cut)
        return sums(rows, cut, {"posts": nw.lit(1), "likes": nw.col("likes")})

`scope.frame(table)` is the table up to the as-of day, filtered. `scope.grouped` restricts it to the window
and adds the group or, for a trend, the windows in which each row lies; `group_sums.sums` computes trailing
sums from these by a difference array. `scope.sums(other_source, cut)` returns another source's result,
computed once. The source of a median returns a `Histogram`, see `purchases.scans.customers.basket_values`.
For rows of another table, pass its name to `scope.frame` and `scope.grouped`. A column in a measure must
exist in every source of the table, which the tables' contract guarantees.

A **rule** (`rules/plain.py`, `rules/by_cluster.py`) turns sums into value, interval and n, compares two
groups, and decides what is too small to show: `Rate(k, n)`, `RatioOfSums`, `Median`, `Count`, or the
family's own class with the same methods (`Rule`). A rule that needs more than value, se, numerator and
denominator for its comparison keeps it in `Estimates.also`.

`views/registry.py` lists the families; a new one is one line there. `views/owners.py` answers a page.
`guarding` decides what may be published, `publishing` makes the bundle. Expressions that run on every
engine keep these rules: cast outside `agg`, windows only with `.over(key)`, `shift` with `order_by`, no
`dt.timestamp` (use `day`), no two names that differ only by case.
Columns that a scan adds for its own use end with an underscore (`value_`), as no canonical column does.
"""
