"""Words that have no meaning beside the rest of a sentence, and words that ask for a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.moments import span_of, year_of
from engagement.questions.figures_said import OF_CUSTOMERS
from engagement.questions.language.patterns import VALUE
from engagement.questions.language.split_pieces import BEST, SELLING, SIDE_BY_SIDE, SPLITS, TOP_STEP
from engagement.questions.values.rest_of_values import CONTRAST

if TYPE_CHECKING:
    import datetime as dt
    import re
    from collections.abc import Mapping, Sequence

    from engagement.questions.language.expressions import Expressions

#: Units of figures that are shares.
_SHARES: Final = frozenset({"share", "percent"})
_TOTALS: Final = frozenset({"revenue"})
_MONTH: Final = 31
#: Figures that are themselves a comparison of two groups.
_OF_TWO: Final = frozenset(
    {"member_order_value_gap", "member_frequency_gap", "repeat_vs_one_time_spend", "promoter_spend_ratio"}
)
#: Kinds of pieces, each with the kind that asks for the same.
KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(SPLITS[1:], "split"),
    **dict.fromkeys((BEST, TOP_STEP), "grain"),
}


def without_how_far(rest: str, words: Expressions) -> str:
    """Return a sentence without "by how much" beside "fall" and the like; otherwise as it is."""
    return words.how_far.sub(" ", rest) if words.changing.search(rest) else rest


def without_motion(
    rest: str, parts_found: dict[str, list[str]], words: Expressions, today: dt.date, *, how_far: bool
) -> str:
    """Return a sentence without "evolved" and "rising", and add what these ask for to `parts_found`.

    That is a trend by month or, for "rising" in a few days and for "by how much", a comparison with those
    before. Nothing is added where a step in time or a comparison is named; with a split, "rising" stays, to
    be asked back. `how_far`: it asks by how much.
    """
    steady = words.developing.sub(" ", rest)
    if steady != rest and not {"comparison", "grain"} & parts_found.keys():
        parts_found["grain"] = ["month"]
    changing = words.changing.sub(" ", steady)
    if changing == steady or {"grain", "comparison"} & parts_found.keys():
        return changing
    if "split" not in parts_found:
        periods = parts_found.get("period", [])
        compares = how_far or any(_is_short(days, today) for days in periods)
        before = "year" if any(year_of(days, today) is not None for days in periods) else "before"
        parts_found.update({"comparison": [before]} if compares else {"grain": ["month"]})
        return changing
    return steady


def _is_short(period: str, today: dt.date) -> bool:
    """Return whether days are too few for a trend by month: "did sales rise last week" compares two weeks."""
    days = span_of(period, today)
    return days is not None and (days[1] - days[0]).days < _MONTH


def without_meaning(words: Expressions, kinds: set[str], figures: Sequence[str]) -> list[re.Pattern[str]]:
    """Return the expressions of words that have no meaning beside these kinds of pieces and these figures."""
    expressions = [words.fillers]
    if {"comparison", SIDE_BY_SIDE, CONTRAST} & kinds or _OF_TWO.intersection(figures):
        expressions.append(words.degrees)
    if {"split", *KINDS} & kinds:
        expressions += [words.ranking, words.superlatives]
    if SELLING in kinds:
        expressions.append(words.bought)  # "what do the French buy most often"
    metrics = [DEFINITIONS[key].metric for key in figures]
    if metrics and all(metric.unit in _SHARES for metric in metrics):
        expressions += [words.percent, words.share]
    if "grain" in kinds or not any(
        metric.key in _TOTALS or (metric.unit == "count" and metric.key != "reach") for metric in metrics
    ):
        expressions.append(words.average)
    if OF_CUSTOMERS & kinds:
        expressions.append(words.people)
    if "customers" in figures:
        expressions.append(words.whose)
    values = any(kind.startswith(VALUE) for kind in kinds)
    if values and "customers" not in figures:
        expressions.append(words.only)
    about = (name for metric in metrics for name in (metric.table, metric.key))
    expressions += [words.about[name] for name in about if name in words.about]
    return [*expressions, *(words.leads[by] for by in words.leads if f"{VALUE}{by}" in kinds)]
