"""What a sentence asks: understood in full or asked back, without a language model and skipping no word.

Every word has to belong to a figure, days, a split, a filter, a comparison or a step in time, or be one
without meaning of its own ("what", "our"). Where a word is left over, where two figures or none are named, or
where languages read the sentence differently, it is asked back with the figures that may be meant.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from engagement.locale import LANGUAGES
from engagement.metrics.comparing.named_periods import end_of
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days_said import OPEN, Found, put_together
from engagement.questions.figure_question import GRAINS, FigureQuestion
from engagement.questions.language.concepts import figures_by_concept
from engagement.questions.language.expressions import (
    BEST,
    SELLING,
    SIDE_BY_SIDE,
    VALUE,
    WHICH,
    known_words,
    names,
    other_words,
    sentence,
    spoken,
)
from engagement.questions.language.spelling import readings
from engagement.questions.named_in_sentence import (
    FILTERED,
    WITHOUT,
    are_joined,
    as_led,
    figures_named,
    text_left,
    values_named,
)
from engagement.questions.what_there_is import could_be_asked
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

#: So many figures are suggested, and only those whose names are so much alike.
_SUGGESTED: Final = 5
_ALIKE: Final = 0.5
_LONGEST: Final = 400
#: Units in which a figure is a share, of which its count is told, too.
_SHARES: Final = frozenset({"share", "percent"})
_TOTALS: Final = frozenset({"revenue"})
#: So many splits at once.
_MOST_SPLITS: Final = 2
#: The step in time of a trend that is asked for without one: of a month.
_TREND: Final = "trend"
#: What a figure's name may mean where its own rows cannot be split or filtered as asked.
_INSTEAD: Final[Mapping[str, str]] = {"click_through_rate": "click_rate"}
#: Kinds of pieces that ask for the same as another kind.
_KINDS: Final[Mapping[str, str]] = {WHICH: "split", SELLING: "split", SIDE_BY_SIDE: "split", BEST: "grain"}


@dataclass(frozen=True, slots=True)
class Understood:
    """The meaning of a sentence: its question, several of "orders and revenue", none where it is asked back.

    `language` is the one in which it was read. `unknown` are the words that were not understood, `suggested`
    the keys of figures that may be meant. `mended` are words as they were written, each with that as which
    it was read.
    """

    questions: tuple[FigureQuestion, ...]
    language: str
    unknown: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    mended: tuple[tuple[str, str], ...] = ()

    @property
    def question(self) -> FigureQuestion | None:
        """The question where it is one."""
        return self.questions[0] if len(self.questions) == 1 else None


def understood(
    text: str, language: str | None = None, view: OwnersView | None = None, today: dt.date | None = None
) -> Understood:
    """Return the meaning of a sentence in one language, or in any that understands all of it.

    With a `view`, values of its data ("Etsy") are understood as filters, too. "Yesterday" and "since March"
    are counted from `today`: where it is not given, from the day on which the view's data end, else the date.
    """
    plain = sentence(text[:_LONGEST])
    today = today or _last_day(view)
    read = [_read(plain, each, view, today) for each in ((language,) if language else LANGUAGES)]
    sure = [one for one in read if one.questions]
    if not sure:
        sure = [right for one in read for right in _spelt_right(plain, one, view, today)]
    if sure and all(one.questions == sure[0].questions for one in sure):
        return sure[0]
    nearest = min(read, key=lambda one: len(one.unknown))
    suggested = [question.figure for one in sure for question in one.questions]
    suggested += [*nearest.suggested, *_alike(plain, nearest.language)]
    return Understood((), nearest.language, nearest.unknown, tuple(dict.fromkeys(suggested))[:_SUGGESTED])


def _spelt_right(plain: str, read: Understood, view: OwnersView | None, today: dt.date) -> list[Understood]:
    """Return the meanings of a sentence that was not understood, with its misspelt words put right."""
    found: list[Understood] = []
    if other_words(read.language).intersection(read.unknown):
        return found
    for again, changed in readings(plain, read.unknown, known_words(read.language)):
        one = _read(again, read.language, view, today)
        if one.questions:
            found.append(replace(one, mended=tuple(changed.items())))
    return found


def understood_by(text: str, language: str, view: OwnersView | None = None) -> Understood:
    """Return the meaning of a sentence in the reader's language, else in any that understands all of it."""
    own = understood(text, language, view)
    if own.questions:
        return own
    other = understood(text, None, view)
    return own if not other.questions and len(own.unknown) <= len(other.unknown) else other


def about(figure: str, text: str, language: str, view: OwnersView | None = None) -> str:
    """Return a question about a figure that keeps what was understood of a sentence beside its figures.

    The days, the split and the like stand in the sentence's own words. Where that is no question, it is the
    figure's name alone.
    """
    name = names(language)[figure]
    kept = [
        _at(text, piece.start, piece.end) for piece in _kept(text, language, view) if piece.kind != "figure"
    ]
    asked = " ".join([name, *kept])
    again = understood(asked, language, view).question
    return asked if again is not None and again.figure == figure else name


def _kept(text: str, language: str, view: OwnersView | None) -> list[Found]:
    """Return the pieces of a sentence that mean something, where its words can be told one by one."""
    plain = sentence(text[:_LONGEST])
    told = " ".join(folded for word in text.split() if (folded := sentence(word)))
    return _found(plain, language, view, _last_day(view)) if told == plain else []


def _last_day(view: OwnersView | None) -> dt.date:
    """Return the day from which days are counted: the last of the data; without a view or data, today."""
    end = None if view is None else end_of(view.data)
    return dt.datetime.now(dt.UTC).date() if end is None else as_date(end)


def _at(text: str, start: int, end: int) -> str:
    """Return the words of a sentence that stand between two places of its folded text."""
    place, found = 0, []
    for word in text.split():
        folded = sentence(word)
        if folded and place < end and place + len(folded) > start:
            found.append(word.strip("?!.,;:"))
        place += len(folded) + 1 if folded else 0
    return " ".join(found)


def _read(plain: str, language: str, view: OwnersView | None, today: dt.date) -> Understood:
    """Read a sentence in one language, by the names of figures, else by words that name one together."""
    found = _found(plain, language, view, today)
    read = _meant(plain, language, found)
    if read.questions:
        return read
    concepts = spoken(language).concepts
    by_concept = []
    for figure in figures_by_concept(plain, found, concepts):
        beside = _found(plain, language, view, today, figure)
        groups, named = figures_by_concept(plain, beside, concepts).get(figure, (0, []))
        others = [piece for piece in beside if piece.kind != "figure"]
        again = _meant(plain, language, _longest([*named, *others]))
        if again.questions:
            by_concept.append((groups, again))
    most = max((groups for groups, _ in by_concept), default=0)
    best = [again for groups, again in by_concept if groups == most]
    return best[0] if best and all(one.questions == best[0].questions for one in best) else read


def _meant(plain: str, language: str, found: Sequence[Found]) -> Understood:
    """Return what the pieces of a sentence mean together, where they are all of it."""
    words = spoken(language)
    said: dict[str, list[str]] = {}
    for piece in found:
        kind = _KINDS.get(piece.kind, piece.kind)
        if piece.meaning not in said.setdefault(kind, []):
            said[kind].append(piece.meaning)
    asked = {piece.kind for piece in found}
    figures = figures_named(plain, found, said, words)
    rest = text_left(plain, found)
    for expression in _without_meaning(words, asked, figures):
        rest = expression.sub(" ", rest)
    steady = words.developing.sub(" ", rest)
    if steady != rest and not {"comparison", "grain"} & said.keys():
        said["grain"] = ["month"]
    grains = [grain for grain in said.get("grain", []) if grain != _TREND]
    if "grain" in said:
        said["grain"] = grains or ["month"]
    if len(figures) > 1 and are_joined(plain, found, words):
        steady = words.both.sub(" ", steady)
    elif len(figures) != 1:
        return Understood((), language, tuple(steady.split()), tuple(figures))
    unknown = (*steady.split(), *said.get(OPEN, ()))
    splits = said.get("split", [])
    several = any(len(said.get(kind, [])) > 1 for kind in ("period", "comparison", "grain"))
    if unknown or several or len(splits) > _MOST_SPLITS:
        return Understood((), language, unknown, tuple(figures))
    filters, without = _values_of(said, ""), _values_of(said, WITHOUT)
    first = {kind: meanings[0] for kind, meanings in said.items()}
    grain = next((grain for grain in GRAINS if grain == first.get("grain")), None)
    questions = [
        FigureQuestion(
            figure,
            first.get("period"),
            first.get("split"),
            filters,
            first.get("comparison"),
            grain,
            without,
            splits[1] if splits[1:] else None,
        )
        for figure in figures
    ]
    questions = [
        one if could_be_asked(one) else replace(one, figure=_INSTEAD.get(one.figure, one.figure))
        for one in questions
    ]
    could = all(could_be_asked(one) for one in questions)
    return Understood(tuple(questions if could else ()), language, (), tuple(one.figure for one in questions))


def _values_of(said: Mapping[str, Sequence[str]], led: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the values of each dimension that a sentence names, by pieces whose kind begins with `led`."""
    found: dict[str, tuple[str, ...]] = {}
    for kind, values in said.items():
        of = kind.removeprefix(led) if kind.startswith(led) else ""
        if of in FILTERED:
            found[of] = tuple(value for each in values for value in each.split(","))  # "6,7" is the weekend
        elif of.startswith(VALUE):
            found[of.removeprefix(VALUE)] = tuple(values)
    return tuple(sorted(found.items(), key=lambda one: one[0] not in FILTERED))


def _without_meaning(words: Expressions, asked: set[str], figures: Sequence[str]) -> list[re.Pattern[str]]:
    """Return the expressions of words that mean nothing beside what else a sentence asks."""
    found = [words.fillers]
    if {"comparison", SIDE_BY_SIDE} & asked:
        found.append(words.degrees)
    if {"split", WHICH, BEST, SELLING, SIDE_BY_SIDE} & asked:
        found += [words.ranking, words.superlatives]
    metrics = [DEFINITIONS[key].metric for key in figures]
    if metrics and all(metric.unit in _SHARES for metric in metrics):
        found.append(words.percent)
    if not any(
        metric.key in _TOTALS or (metric.unit == "count" and metric.key != "reach") for metric in metrics
    ):
        found.append(words.average)
    about = (name for metric in metrics for name in (metric.table, metric.key))
    found += [words.about[name] for name in about if name in words.about]
    return [*found, *(words.leads[by] for by in words.leads if f"{VALUE}{by}" in asked)]


def _found(
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
        if (meaning := piece.meaning(match)) is not None
    ]
    called = [piece for piece in found if piece.kind.startswith(VALUE)]
    found = [piece for piece in found if not piece.kind.startswith(VALUE)]
    chosen = _longest(found)
    selling = any(piece.kind == SELLING for piece in chosen)
    figure = figure or next((piece.meaning for piece in chosen if piece.kind == "figure"), None)
    figure = figure or ("revenue" if selling else None)
    if view is not None and figure is not None:
        chosen = _longest([*found, *values_named(plain, view, figure, chosen, called)])
    return put_together(plain, as_led(plain, chosen, words), words.time, today)


def _longest(found: Sequence[Found]) -> list[Found]:
    chosen: list[Found] = []
    for one in sorted(found, key=lambda each: each.start - each.end):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return sorted(chosen, key=lambda each: each.start)


def _alike(plain: str, language: str) -> list[str]:
    """Return figures whose names are like a part of the sentence, the likest first."""
    asked = plain.split()
    scored = []
    for key, name in names(language).items():
        words = fold(name).split()
        shared = [max((SequenceMatcher(None, a, b).ratio() for b in asked), default=0.0) for a in words]
        score = sum(ratio for ratio in shared if ratio > 0.75) / max(len(words), 1)
        if score >= _ALIKE:
            scored.append((-score, key))
    return [key for _, key in sorted(scored)]
