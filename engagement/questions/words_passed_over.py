"""Words that have no meaning beside the rest of a sentence, and words that ask for a trend."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.moments import span_of, unit_of, year_of
from engagement.questions.days.pieces_found import THAN, Found, text_left
from engagement.questions.figures_said import OF_CUSTOMERS
from engagement.questions.language.patterns import VALUE
from engagement.questions.language.split_pieces import BEST, SELLING, SIDE_BY_SIDE, SPLITS, TOP_STEP, WHICH
from engagement.questions.values.rest_of_values import CONTRAST

if TYPE_CHECKING:
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
#: Kinds of values of which each order has one: "Spain and Portugal together".
_PLACES: Final = frozenset({f"{VALUE}country", f"{VALUE}channel"})
#: Kinds of pieces, each with the kind that asks for the same.
KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(SPLITS[1:], "split"),
    **dict.fromkeys((BEST, TOP_STEP), "grain"),
}


def without_how_far(rest: str, words: Expressions) -> str:
    """Return a sentence without "by how much" beside "fall" and the like; otherwise as it is."""
    return words.how_far.sub(" ", rest) if words.changing.search(rest) else rest


def grown_from_to(plain: str, pieces: Sequence[Found], words: Expressions, today: dt.date) -> list[Found]:
    """Return the pieces with "from September to October" as two periods that are compared, beside "grew".

    Only of two that follow each other, or after "by how much": "are orders rising from January to June" asks
    for a trend within these days.
    """
    text = text_left(plain, [piece for piece in pieces if piece.kind != THAN])
    if words.changing.search(text) is None:
        return [*pieces]
    by_how_much = words.how_far.search(text) is not None
    for place, (first, second) in enumerate(pairwise(pieces)):
        if _from_to(plain, first, second, words, today, far=by_how_much):
            before = pieces[:place]
            led = before[-1] if before and before[-1].kind == THAN else None
            word = plain[: first.start].split()[-1:]
            begins = word and word[0] in words.time.since | words.time.loose
            start = plain.rindex(word[0], 0, first.start) if begins else first.start
            than = Found(first.end, second.start, THAN, "")
            kept = before[:-1] if led is not None and led.end >= start else before
            return [*kept, replace(first, start=start), than, *pieces[place + 1 :]]
    return [*pieces]


def _from_to(
    plain: str, first: Found, second: Found, words: Expressions, today: dt.date, *, far: bool
) -> bool:
    """Return whether "to" joins two periods of one kind, which follow each other unless `far`."""
    if not first.kind == second.kind == "period":
        return False
    gap = plain[first.end : second.start].split()
    to = [word for word in gap if word not in words.time.articles or word in words.time.to]
    days, later = (span_of(each.meaning, today) for each in (first, second))
    if len(to) != 1 or to[0] not in words.time.to or days is None or later is None:
        return False
    unit = unit_of(first.meaning, days)
    follows = days[1] + dt.timedelta(1) == later[0]
    return bool(unit) and unit == unit_of(second.meaning, later) and (far or follows)


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
    if SELLING in kinds or ("customers" in figures and kinds & {WHICH, f"{VALUE}membership"}):
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
    if _PLACES & kinds:
        expressions.append(words.together)
    values = any(kind.startswith(VALUE) for kind in kinds)
    if values and "customers" not in figures:
        expressions.append(words.only)
    about = (name for metric in metrics for name in (metric.table, metric.key))
    expressions += [words.about[name] for name in about if name in words.about]
    return [*expressions, *(words.leads[by] for by in words.leads if f"{VALUE}{by}" in kinds)]
