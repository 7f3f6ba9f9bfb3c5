"""The table of claims, and its texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.claims.claims import CLAIMS
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.words import table_columns as columns

if TYPE_CHECKING:
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

COLUMNS: Final = ("key", "words", "verdict", "value", "low", "high", "n", "measure", "published")


def any_testable(data: Data) -> bool:
    """Return whether any claim can be tested on the data."""
    return any(claim.available(data) for claim in CLAIMS)


def claims(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each claim for which the data have the files; over all days.

    `value` is a ratio, or a difference of shares or of correlations (`measure`); it is NaN, with its
    limits, for too little data. `published` is the figure in circulation, NaN where there is none.
    """
    rows = []
    for claim in CLAIMS:
        if not claim.available(scope.data):
            continue
        result = claim.test(scope)
        published = np.nan if claim.published is None else claim.published
        rows.append(
            (claim.key, claim.statement.text, claim.verdict(result), *result, claim.measure, published)
        )
    return pd.DataFrame(rows, columns=list(COLUMNS))


TABLES: Final = (
    NamedTable(
        name="claims",
        title=message("What is said of engaged customers, tested here"),
        meaning=message(
            "A claim holds where the whole interval lies on its side and not below the published figure; it "
            "does not where the interval lies below that figure or close around no difference; else there is "
            "too little data. Nothing of this is proof of a cause."
        ),
        columns={
            "key": columns.KEY,
            "words": message("Claim"),
            "verdict": message("Verdict"),
            "value": message("Found"),
            "low": columns.LOW,
            "high": columns.HIGH,
            "n": message("Rests on"),
            "measure": message("Measured as"),
            "published": message("Published figure"),
        },
        make=claims,
        unlock=message("A file of orders that names customers."),
        needs={},
        available=any_testable,
    ),
)
