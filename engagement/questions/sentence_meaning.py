"""What the pieces of a sentence mean together: figures, days, split, filters, comparison, step in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.days_said import OPEN, Found, put_together, text_left
from engagement.questions.days.moments import span_of
from engagement.questions.figure_question import ANY, GRAINS, FigureQuestion
from engagement.questions.figures_said import (
    OF_CUSTOMERS,
    are_joined,
    asks_for_least,
    figure_implied,
    figures_named,
)
from engagement.questions.language.expressions import spoken
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.language.split_pieces import BEST, SELLING, SIDE_BY_SIDE, TOP_STEP
from engagement.questions.named_in_sentence import (
    CONTRAST,
    SPLITS,
    WITHOUT,
    as_led,
    as_told,
    best_selling,
    own_groups,
    things_mixed,
    values_named,
    with_tiers_led,
)
from engagement.questions.several_questions import each_question
from engagement.questions.shares_of_whole import as_figure, has_parts, is_share
from engagement.questions.things_sold import things_named
from engagement.questions.what_there_is import could_be_asked

if TYPE_CHECKING:
    import datetime as dt
    import re
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

#: Units in which a figure is a share, of which its count is told, too.
_SHARES: Final = frozenset({"share", "percent"})
#: Figures that compare two groups themselves.
_OF_TWO: Final = frozenset(
    {"member_order_value_gap", "member_frequency_gap", "repeat_vs_one_time_spend", "promoter_spend_ratio"}
)
_TOTALS: Final = frozenset({"revenue"})
#: The most splits at once.
_MOST_SPLITS: Final = 2
#: The most periods named one after the other.
_MOST_PERIODS: Final = 3
#: The step in time of a trend that is asked for without one: of a month.
_TREND: Final = "trend"
_MONTH: Final = 31
#: Holds the words of one expression together while others are passed over.
_TIE: Final = "_"
#: What a figure's name may mean where its own rows cannot be split or filtered as asked.
_INSTEAD: Final[Mapping[str, str]] = {
    "click_through_rate": "click_rate",
    "clicks": "click_rate",
    "discount_share": "orders",
}
#: Kinds of pieces that ask for the same as another kind.
_KINDS: Final[Mapping[str, str]] = {
    **dict.fromkeys(SPLITS[1:], "split"),
    **dict.fromkeys((BEST, TOP_STEP), "grain"),
}


@dataclass(frozen=True, slots=True)
class Understood:
    """The meaning of a sentence: its question, several of "orders and revenue", none where it is asked back.

    `language` is the one in which it was read. `unknown` are the words that were not understood, `suggested`
    the keys of figures that may be meant. `mended` are words as they were written, each with that as which
    it was read. `elsewhere` are the tables and pages that may show what is asked back: "page social".
    """

    questions: tuple[FigureQuestion, ...]
    language: str
    unknown: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def question(self) -> FigureQuestion | None:
        """The question where it is one."""
        return self.questions[0] if len(self.questions) == 1 else None


def meaning_of(
    plain: str, language: str, pieces: Sequence[Found], today: dt.date, *, by_concept: bool = False
) -> Understood:
    """Return what the pieces of a sentence mean together, where they are all of it.

    `by_concept`: its figure is named by words that stand apart, so that people in it are whose it is.
    """
    words = spoken(language)
    meanings_by_kind: dict[str, list[str]] = {}
    for piece in pieces:
        kind = _KINDS.get(piece.kind, piece.kind)
        if piece.meaning not in meanings_by_kind.setdefault(kind, []):
            meanings_by_kind[kind].append(piece.meaning)
    kinds = {piece.kind for piece in pieces}
    figures = figures_named(plain, pieces, meanings_by_kind, words)
    remaining = text_left(plain, pieces)
    shares = words.share.findall(remaining) if figures and all(map(has_parts, figures)) else []
    remaining = words.share.sub(" ", remaining) if shares else remaining
    passed_over = _without_meaning(words, kinds, figures)
    remaining = words.changing.sub(lambda match: match[0].replace(" ", _TIE), remaining)  # "in crescita"
    for expression in [*passed_over, words.people] if by_concept else passed_over:
        remaining = expression.sub(" ", remaining)
    remaining = remaining.replace(_TIE, " ")
    steady = _without_motion(remaining, meanings_by_kind, words, today)
    grains = [grain for grain in meanings_by_kind.get("grain", []) if grain != _TREND]
    if "grain" in meanings_by_kind:
        meanings_by_kind["grain"] = grains or ["month"]
    if len(figures) > 1 and are_joined(plain, pieces, words):
        mailed = any(DEFINITIONS[key].metric.table == "campaigns" for key in figures)
        figures = [_INSTEAD.get(key, key) if mailed else key for key in figures]  # "opens and clicks"
        steady = words.versus.sub(" ", words.both.sub(" ", steady))
    elif len(figures) != 1:
        return Understood((), language, tuple(steady.split()), tuple(figures))
    unknown = (*steady.split(), *meanings_by_kind.get(OPEN, ()), *things_mixed(plain, pieces, figures, words))
    splits = meanings_by_kind.get("split", [])
    several = any(len(meanings_by_kind.get(kind, [])) > 1 for kind in ("comparison", "grain"))
    periods: Sequence[str | None] = meanings_by_kind.get("period", ())
    several = several or (len(periods) > 1 and not _are_listed(plain, pieces, meanings_by_kind, words))
    if unknown or several or len(splits) > _MOST_SPLITS:
        return Understood((), language, unknown, tuple(figures))
    filters, without = _values_of(meanings_by_kind, ""), _values_of(meanings_by_kind, WITHOUT)
    first = {kind: meanings[0] for kind, meanings in meanings_by_kind.items()}
    grain = next((grain for grain in GRAINS if grain == first.get("grain")), None)
    questions = [
        FigureQuestion(
            figure,
            period,
            first.get("split"),
            filters,
            first.get("comparison"),
            grain,
            without,
            splits[1] if splits[1:] else None,
            as_share=bool(shares),
            lowest_first=DEFINITIONS[figure].adds_up and asks_for_least(plain, pieces, words),
        )
        for figure in figures
        for period in periods or (None,)
    ]
    if len(figures) > 1:
        own = own_groups(plain, pieces)
        questions = [
            question if question.figure == "customers" else _without(question, own) for question in questions
        ]
    questions = [
        as_figure(each)
        for question in questions
        for each in each_question(question, meanings_by_kind, today, which_step=BEST in kinds)
    ]
    if any(question.as_share and not is_share(question) for question in questions):
        return Understood((), language, (), tuple(figures))
    questions = [
        question
        if could_be_asked(question)
        else replace(question, figure=_INSTEAD.get(question.figure, question.figure))
        for question in questions
    ]
    alone = questions if len(questions) == len(figures) else []  # not beside "with discount"
    sells = SELLING not in kinds or all(DEFINITIONS[key].metric.table != "responses" for key in figures)
    could = (
        sells
        and all(could_be_asked(question) for question in questions)
        and not any(map(_may_be_gross, alone))
    )
    return Understood(
        tuple(questions if could else ()), language, (), tuple(question.figure for question in questions)
    )


def _without(question: FigureQuestion, dimensions: AbstractSet[str]) -> FigureQuestion:
    """Return a question without its filters by these dimensions."""
    return replace(question, filters=tuple(each for each in question.filters if each[0] not in dimensions))


def _may_be_gross(question: FigureQuestion) -> bool:
    """Whether "revenue without discounts" may be meant before discounts, or of orders without a code."""
    return question.figure == "revenue" and question.without == (("discount_code", (ANY,)),)


def _are_listed(
    plain: str, pieces: Sequence[Found], meanings: Mapping[str, Sequence[str]], words: Expressions
) -> bool:
    """Whether a few periods are named one after the other, with "and": "yesterday and last Saturday"."""
    periods = [piece for piece in pieces if piece.kind == "period"]
    gaps = [plain[first.end : last.start].split() for first, last in pairwise(periods)]
    between = words.time.both | words.time.articles
    listed = all(between.issuperset(gap) for gap in gaps) and bool(words.time.both.intersection(gaps[-1]))
    return listed and len(periods) <= _MOST_PERIODS and not {"comparison", OPEN} & meanings.keys()


def _without_motion(rest: str, parts_found: dict[str, list[str]], words: Expressions, today: dt.date) -> str:
    """Return what is left of a sentence without "evolved" and "rising", and ask for what these ask for."""
    steady = words.developing.sub(" ", rest)
    if steady != rest and not {"comparison", "grain"} & parts_found.keys():
        parts_found["grain"] = ["month"]
    changing = words.changing.sub(" ", steady)
    if changing == steady or {"grain", "comparison"} & parts_found.keys():
        return changing
    if "split" not in parts_found:
        short = any(_is_short(days, today) for days in parts_found.get("period", []))
        parts_found.update({"comparison": ["before"]} if short else {"grain": ["month"]})
        return changing
    return steady


def _is_short(period: str, today: dt.date) -> bool:
    """Whether days are too few for a trend by month: "did sales rise last week" compares two weeks."""
    days = span_of(period, today)
    return days is not None and (days[1] - days[0]).days < _MONTH


def _values_of(meanings: Mapping[str, Sequence[str]], led: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the values of each dimension that a sentence names, by pieces whose kind begins with `led`."""
    named = [kind for kind in meanings if kind.startswith(f"{led}{VALUE}")]
    named.sort(key=lambda kind: kind.removeprefix(led))
    return tuple(
        (
            kind.removeprefix(f"{led}{VALUE}"),
            _named_ones([value for each in meanings[kind] for value in each.split(SEVERAL)]),
        )
        for kind in named
    )


def _named_ones(values: Sequence[str]) -> tuple[str, ...]:
    """Return values without "any", where others are named: "with the coupon FILO5"."""
    return tuple(value for value in values if value != ANY) or (ANY,)


def _without_meaning(words: Expressions, kinds: set[str], figures: Sequence[str]) -> list[re.Pattern[str]]:
    """Return the expressions of words that mean nothing beside what else a sentence asks."""
    expressions = [words.fillers]
    if {"comparison", SIDE_BY_SIDE, CONTRAST} & kinds or _OF_TWO.intersection(figures):
        expressions.append(words.degrees)
    if {"split", *_KINDS} & kinds:
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


def pieces_of(
    plain: str, language: str, view: OwnersView | None, today: dt.date, figure: str | None = None
) -> list[Found]:
    """Return the pieces of a sentence that mean something, the longest of those that overlap.

    Values are looked for among the rows of `figure`, or of the one that is named.
    """
    words = spoken(language)
    found = [
        Found(match.start(), match.end(), piece.kind, meaning)
        for piece in words.pieces
        for match in piece.expression.finditer(plain)
        if (meaning := piece.meaning(match)) is not None and (figure is None or piece.kind != "figure")
    ]
    found = [piece for piece in found if not _within_days(piece, found)]
    found = found if view is None else [_of_mails(plain, piece, view) for piece in found]
    figure = figure or _figure_of(found)
    if figure is not None:
        found = [told for piece in found if (told := as_told(piece, view, figure)) is not None]
        if view is not None:
            named = [*values_named(plain, view, figure), *things_named(plain, language, view, figure)]
            found = with_tiers_led(plain, [*found, *named], figure, words)
    led = as_led(plain, longest(best_selling(plain, found, words)), words)
    return put_together(_named_once(plain, led), led, words.time, today)


def _of_mails(plain: str, piece: Found, view: OwnersView) -> Found:
    """Return clicks as those on mailings where a list or channel of these is named: "clicks of SMS"."""
    other = _INSTEAD.get(piece.meaning)
    if piece.kind != "figure" or other is None or DEFINITIONS[other].metric.table != "campaigns":
        return piece
    is_of_mails = any(values_named(plain, view, other)) and not any(values_named(plain, view, piece.meaning))
    return replace(piece, meaning=other) if is_of_mails else piece


def _figure_of(found: Sequence[Found]) -> str | None:
    """Return the figure whose rows a sentence speaks of: the first that is named, or one implied."""
    named = longest([piece for piece in found if piece.kind == "figure"])
    implied = figure_implied({piece.kind for piece in found}, [piece.meaning for piece in found])
    return next(iter([*(piece.meaning for piece in named), *implied]), None)


def _named_once(plain: str, pieces: Sequence[Found]) -> str:
    """Return a sentence with blanks for a figure that is named again: "sales in May with sales in June"."""
    figures = [piece for piece in pieces if piece.kind == "figure"]
    named = [piece.meaning for piece in figures]
    return text_left(plain, [piece for place, piece in enumerate(figures) if piece.meaning in named[:place]])


def _within_days(piece: Found, pieces: Sequence[Found]) -> bool:
    """Whether a step in time begins within days: "more" after "this year" asks for no best year."""
    days = [each for each in pieces if each.kind == "period"] if piece.kind in {BEST, TOP_STEP} else []
    return any(each.start < piece.start < each.end for each in days)


def longest(pieces: Sequence[Found]) -> list[Found]:
    """Return the pieces in their order, the longest of those that overlap."""
    longest_pieces: list[Found] = []
    for piece in sorted(pieces, key=lambda each: each.start - each.end):
        if all(piece.end <= other.start or piece.start >= other.end for other in longest_pieces):
            longest_pieces.append(piece)
    return sorted(longest_pieces, key=lambda each: each.start)
