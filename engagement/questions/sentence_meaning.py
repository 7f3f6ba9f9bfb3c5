"""The meaning of the pieces of a sentence: its figures, days, split, filters, comparison, step in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.days_said import put_together
from engagement.questions.days.pieces_found import OPEN, Found, text_left
from engagement.questions.figure_question import ANY, GRAINS, FigureQuestion
from engagement.questions.figures_said import (
    are_joined,
    asks_for_least,
    figure_implied,
    figures_named,
    sizes_of_counts,
)
from engagement.questions.language.expressions import spoken
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.language.split_pieces import BEST, SELLING, TOP_STEP
from engagement.questions.other_figures import INSTEAD, as_meant
from engagement.questions.several_questions import each_question
from engagement.questions.shares_of_whole import as_figure, has_parts, is_share
from engagement.questions.shares_said import is_of_a_rate, whole_of_share
from engagement.questions.shown_elsewhere import shown_elsewhere
from engagement.questions.values.named_in_sentence import (
    as_led,
    as_told,
    best_selling,
    own_groups,
    values_named,
    with_tiers_led,
)
from engagement.questions.values.near_values import is_sold_there, words_also_sold
from engagement.questions.values.rest_of_values import WITHOUT
from engagement.questions.values.things_sold import things_named
from engagement.questions.values.topics_asked import topics_named
from engagement.questions.values.weekdays_compared import without_days_of_lacking
from engagement.questions.what_there_is import could_be_asked
from engagement.questions.words_passed_over import (
    KINDS,
    grown_from_to,
    without_how_far,
    without_meaning,
    without_motion,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

_KIND_OF_POST: Final = f"{VALUE}type"
#: The most splits at once.
_MOST_SPLITS: Final = 2
#: The most periods named one after the other.
_MOST_PERIODS: Final = 3
#: The meaning of a trend that names no step in time; it is then by month.
_TREND: Final = "trend"
#: Stands for the blanks within an expression, so that no word of it is passed over alone.
_TIE: Final = "_"


@dataclass(frozen=True, slots=True)
class Understood:
    """The meaning of a sentence: its questions. "Orders and revenue" are several; none if it is not clear.

    - `language`: the language in which it was understood.
    - `unknown`: words that were not understood; `suggested`: keys of figures that may be meant.
    - `mended`: misspelt words, each with the word that it was read as.
    - `elsewhere`: tables and pages that may show the answer, such as "page social".
    """

    questions: tuple[FigureQuestion, ...]
    language: str
    unknown: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def question(self) -> FigureQuestion | None:
        """Return the question if there is exactly one."""
        return self.questions[0] if len(self.questions) == 1 else None


def meaning_of(
    plain: str, language: str, pieces: Sequence[Found], today: dt.date, *, by_concept: bool = False
) -> Understood:
    """Return what the pieces of a sentence mean together; without a question if a word is left over.

    `plain` is the folded sentence. `by_concept`: its figure is named by a concept; words for people then have
    no meaning of their own.
    """
    words = spoken(language)
    meanings_by_kind: dict[str, list[str]] = {}
    for piece in pieces:
        kind = KINDS.get(piece.kind, piece.kind)
        if piece.meaning not in meanings_by_kind.setdefault(kind, []):
            meanings_by_kind[kind].append(piece.meaning)
    kinds = {piece.kind for piece in pieces}
    figures = figures_named(plain, pieces, meanings_by_kind, words)
    remaining = text_left(plain, pieces)
    not_far = without_how_far(remaining, words)
    how_far, remaining = not_far != remaining, not_far
    shares = words.share.findall(remaining) if figures and all(map(has_parts, figures)) else []
    remaining = words.share.sub(" ", remaining) if shares else remaining
    passed_over = without_meaning(words, kinds, figures)
    remaining = words.changing.sub(lambda match: match[0].replace(" ", _TIE), remaining)  # "in crescita"
    for expression in [*passed_over, words.people] if by_concept else passed_over:
        remaining = expression.sub(" ", remaining)
    remaining = remaining.replace(_TIE, " ")
    steady = without_motion(remaining, meanings_by_kind, words, today, how_far=how_far)
    grains = [grain for grain in meanings_by_kind.get("grain", []) if grain != _TREND]
    if "grain" in meanings_by_kind:
        meanings_by_kind["grain"] = grains or ["month"]
    if len(figures) > 1 and are_joined(plain, pieces, words):
        mailed = any(DEFINITIONS[key].metric.table == "campaigns" for key in figures)
        figures = [INSTEAD.get(key, key) if mailed else key for key in figures]  # "opens and clicks"
        steady = words.versus.sub(" ", words.both.sub(" ", steady))
    elif len(figures) != 1:
        return Understood((), language, tuple(steady.split()), tuple(figures))
    elsewhere = shown_elsewhere(plain, pieces, figures, words)
    if elsewhere:
        return Understood((), language, (), tuple(figures), (), elsewhere)
    sizes = sizes_of_counts(plain, pieces, words)
    unsplit = words.led_by.search(text_left(plain, pieces))  # "by" without anything to split by
    left = [*steady.split(), *(unsplit[0].split()[-1:] if unsplit else ())]
    unknown = (*dict.fromkeys(left), *meanings_by_kind.get(OPEN, ()), *sizes)
    splits = meanings_by_kind.get("split", [])
    several = any(len(meanings_by_kind.get(kind, [])) > 1 for kind in ("comparison", "grain"))
    periods = meanings_by_kind.get("period", [])
    listed = not periods[1:] or _are_listed(plain, pieces, meanings_by_kind, words)
    if unknown or several or not listed or len(splits) > _MOST_SPLITS:
        return Understood((), language, unknown, tuple(figures))
    one_weekend = not shares and words.one_weekend.search(plain) is not None
    of_a_rate = not shares and is_of_a_rate(plain, pieces, words)
    within = whole_of_share(plain, pieces, words) if shares else None if of_a_rate else ()
    questions = [
        replace(question, as_share=bool(shares), share_within=within or ())
        for question in _questions(plain, pieces, meanings_by_kind, figures, words)
    ]
    questions = [
        as_figure(replace(each, lowest_first=each.lowest_first and each.split is not None))
        for question in questions
        for each in each_question(
            question,
            meanings_by_kind,
            today,
            which_step=bool({BEST, TOP_STEP} & kinds),
            one_weekend=one_weekend,
        )
    ]
    if within is None or any(question.as_share and not is_share(question) for question in questions):
        return Understood((), language, (), tuple(figures))
    questions = as_meant(plain, pieces, questions, words)
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


def _questions(
    plain: str,
    pieces: Sequence[Found],
    meanings: Mapping[str, Sequence[str]],
    figures: Sequence[str],
    words: Expressions,
) -> list[FigureQuestion]:
    """Return a question for each figure in each of the periods that a sentence names."""
    filters, first = _values_of(meanings, ""), {kind: named[0] for kind, named in meanings.items()}
    of_one = {by for by, values in filters if len(values) == 1 and values != (ANY,)}
    splits = [by for by in meanings.get("split", []) if by not in of_one]  # "in the list Italy"
    periods: Sequence[str | None] = meanings.get("period", ())
    questions = [
        FigureQuestion(
            figure,
            period,
            splits[0] if splits else None,
            filters,
            first.get("comparison"),
            next((grain for grain in GRAINS if grain == first.get("grain")), None),
            _values_of(meanings, WITHOUT),
            splits[1] if splits[1:] else None,
            lowest_first=DEFINITIONS[figure].adds_up and asks_for_least(plain, pieces, words),
        )
        for figure in figures
        for period in periods or (None,)
    ]
    own = own_groups(plain, pieces) if len(figures) > 1 else set()
    return [question if question.figure == "customers" else _without(question, own) for question in questions]


def _without(question: FigureQuestion, dimensions: AbstractSet[str]) -> FigureQuestion:
    """Return a question without its filters by these dimensions."""
    return replace(question, filters=tuple(each for each in question.filters if each[0] not in dimensions))


def _may_be_gross(question: FigureQuestion) -> bool:
    """Return whether "without discounts" may mean revenue before discounts, or orders without a code."""
    return question.figure == "revenue" and question.without == (("discount_code", (ANY,)),)


def _are_listed(
    plain: str, pieces: Sequence[Found], meanings: Mapping[str, Sequence[str]], words: Expressions
) -> bool:
    """Return whether a few periods are listed with "and": "yesterday and last Saturday"."""
    periods = [piece for piece in pieces if piece.kind == "period"]
    gaps = [plain[first.end : last.start].split() for first, last in pairwise(periods)]
    between = words.time.both | words.time.articles
    listed = all(between.issuperset(gap) for gap in gaps) and bool(words.time.both.intersection(gaps[-1]))
    return listed and len(periods) <= _MOST_PERIODS and not {"comparison", OPEN} & meanings.keys()


def _values_of(meanings: Mapping[str, Sequence[str]], led: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the values of each dimension, from pieces whose kind begins with `led`, by dimension.

    `led` is "" for values that are kept, or `WITHOUT` for those that are left out.
    """
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
    """Return the values without `ANY` where others are named ("with the coupon FILO5"), else `ANY` alone."""
    return tuple(value for value in values if value != ANY) or (ANY,)


def pieces_of(
    plain: str,
    language: str,
    view: OwnersView | None,
    today: dt.date,
    figure: str | None = None,
    beside: Sequence[Found] = (),
) -> list[Found]:
    """Return the pieces of a sentence that mean something; of those that overlap, the longest.

    Values are looked for in the rows of `figure`; without it, in those of the figure that the sentence names.
    `beside` are further values that are known already.
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
        rows = INSTEAD["discount_share"] if _with_and_without(figure, plain, words) else figure
        found = without_days_of_lacking(found, [as_told(piece, view, rows) for piece in found])
        if view is not None:
            found = [piece for piece in found if not is_sold_there(plain, piece, view, figure)]
            named = [*values_named(plain, view, figure), *things_named(plain, language, view, figure)]
            named += topics_named(plain, language, view, figure)
            named += words_also_sold(plain, view, figure, words)
            found = with_tiers_led(plain, [*beside, *found, *named], figure, words)
    led = as_led(plain, longest(best_selling(plain, found, words)), words)
    led = grown_from_to(plain, led, words, today)
    return put_together(_named_once(plain, led), led, words.time, today)


def _with_and_without(figure: str, plain: str, words: Expressions) -> bool:
    """Return whether orders with a coupon may be compared with those without one."""
    return figure == "discount_share" and words.without.search(plain) is not None


def takes_a_lacking_kind(
    plain: str, language: str, view: OwnersView | None, figure: str, named: Sequence[Found]
) -> bool:
    """Return whether words that name a figure mean a kind of post, such as "reels", that its rows lack."""
    lacking = [
        match
        for piece in spoken(language).pieces
        if piece.kind == _KIND_OF_POST
        for match in piece.expression.finditer(plain)
        if (kind := piece.meaning(match)) is not None
        and as_told(Found(match.start(), match.end(), piece.kind, kind), view, figure) is None
    ]
    return any(match.start() <= each.start < match.end() for match in lacking for each in named)


def _of_mails(plain: str, piece: Found, view: OwnersView) -> Found:
    """Return clicks as those on mailings where a list or channel of mailings is named: "clicks of SMS"."""
    other = INSTEAD.get(piece.meaning)
    if piece.kind != "figure" or other is None or DEFINITIONS[other].metric.table != "campaigns":
        return piece
    is_of_mails = any(values_named(plain, view, other)) and not any(values_named(plain, view, piece.meaning))
    return replace(piece, meaning=other) if is_of_mails else piece


def _figure_of(found: Sequence[Found]) -> str | None:
    """Return the first figure that a sentence names, else the one that it implies; None without one."""
    named = longest([piece for piece in found if piece.kind == "figure"])
    implied = figure_implied({piece.kind for piece in found}, [piece.meaning for piece in found])
    return next(iter([*(piece.meaning for piece in named), *implied]), None)


def _named_once(plain: str, pieces: Sequence[Found]) -> str:
    """Return a sentence with blanks for figures named again: "sales in May with sales in June"."""
    figures = [piece for piece in pieces if piece.kind == "figure"]
    named = [piece.meaning for piece in figures]
    return text_left(plain, [piece for place, piece in enumerate(figures) if piece.meaning in named[:place]])


def _within_days(piece: Found, pieces: Sequence[Found]) -> bool:
    """Return whether a step in time begins within days: "more" after "this year" asks for no best year."""
    days = [each for each in pieces if each.kind == "period"] if piece.kind in {BEST, TOP_STEP} else []
    return any(each.start < piece.start < each.end for each in days)


def longest(pieces: Sequence[Found]) -> list[Found]:
    """Return the pieces that do not overlap, in their order; of those that overlap, the longest."""
    longest_pieces: list[Found] = []
    for piece in sorted(pieces, key=lambda each: each.start - each.end):
        if all(piece.end <= other.start or piece.start >= other.end for other in longest_pieces):
            longest_pieces.append(piece)
    return sorted(longest_pieces, key=lambda each: each.start)
