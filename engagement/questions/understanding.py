"""Understand a sentence in full or ask back, without a language model and without skipping a word.

Every word must belong to a figure, days, a split, a filter, a comparison or a step in time, or have no
meaning of its own ("what", "our"). If a word is left over, if two figures or none are named, or if languages
read the sentence differently, the question is asked back with the figures that may be meant.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Final

from engagement.locale import LANGUAGES
from engagement.metrics.comparing.named_periods import end_of
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.language.concepts import BY_CODE, named_by
from engagement.questions.language.expressions import (
    correct_words,
    known_words,
    names,
    other_words,
    short_words,
    small_words,
    spelt_words,
    spoken,
)
from engagement.questions.language.folded_sentence import as_written, sentence
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.questions.language.spelling import readings
from engagement.questions.sentence_meaning import (
    Understood,
    longest,
    meaning_of,
    pieces_of,
    takes_a_lacking_kind,
)
from engagement.questions.values.mailings_named import names_a_mailing
from engagement.questions.values.near_values import values_alike
from engagement.questions.what_there_is import of_no_row
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.days.pieces_found import Found
    from engagement.questions.figure_question import FigureQuestion
    from engagement.questions.language.concepts import Concept

#: The most figures that are suggested, and how similar their names must be.
_SUGGESTED: Final = 5
_ALIKE: Final = 0.5
#: The similarity from which two words count as the same.
_ALIKE_WORDS: Final = 0.75
#: The most letters of a sentence that are read.
_LONGEST: Final = 400
_CHANNEL: Final = "channel"
#: Figures to suggest where a sentence names days or the like, but no figure.
_USUAL: Final = ("revenue", "orders", "customers")


def understood(
    text: str, language: str | None = None, view: OwnersView | None = None, today: dt.date | None = None
) -> Understood:
    """Return the meaning of a sentence in one language, or in any that understands all of it.

    Without a question it is not understood, and says what may be meant. With a `view`, values of its data
    ("Etsy") are understood as filters. "Yesterday" and "since March" are relative to `today`: without it to
    the last day of the view's data, without a view to the current date.
    """
    plain = sentence(text[:_LONGEST])
    today = today or _last_day(view)
    languages = (language,) if language else LANGUAGES
    read = [_led_elsewhere(plain, _read(plain, each, view, today), view) for each in languages]
    sure = [reading for reading in read if reading.questions]
    if not sure:
        sure = [right for reading in read for right in _spelt_right(plain, reading, view, today)]
    sure = _as_named(sure)
    if sure and all(reading.questions == sure[0].questions for reading in sure):
        return sure[0]
    nearest = min(read, key=lambda reading: (not reading.elsewhere, len(reading.unknown)))
    suggested = [question.figure for reading in sure for question in reading.questions]
    suggested += nearest.suggested  # beside a named figure, only unknown words may mean another
    suggested += _alike(" ".join(nearest.unknown) if suggested else plain, nearest.language)
    needs_figure = not suggested and not nearest.elsewhere
    if needs_figure and (not nearest.unknown or _has_days_or_values(plain, nearest.language, view, today)):
        suggested = [*_USUAL]
    unknown = tuple(map(as_written, nearest.unknown))
    suggested = [*dict.fromkeys(suggested)][:_SUGGESTED]
    return Understood((), nearest.language, unknown, tuple(suggested), (), nearest.elsewhere)


def _as_named(sure: list[Understood]) -> list[Understood]:
    """Return the readings; those without a channel of mailings alone, where the others only have one, too.

    "Email click rate" is a figure's name in one language, and "email" a channel beside it in another.
    """
    bare = [reading for reading in sure if _without_channel(reading) == reading.questions]
    return bare if bare and len({_without_channel(reading) for reading in sure}) == 1 else sure


def _without_channel(reading: Understood) -> tuple[FigureQuestion, ...]:
    """Return the questions of a reading without their filters by channel, if they are about mailings."""
    return tuple(
        replace(each, filters=tuple(pair for pair in each.filters if pair[0] != _CHANNEL))
        if DEFINITIONS[each.figure].metric.table == "campaigns"
        else each
        for each in reading.questions
    )


def _led_elsewhere(plain: str, reading: Understood, view: OwnersView | None) -> Understood:
    """Return a reading with the tables and pages that may show what a sentence asks.

    No figure answers a sentence that has words of a table ("days to the second order"), or whose unknown
    words are the name of a mailing.
    """
    spoken_words = spoken(reading.language)
    named = [tuple(place.split()) for place, words in spoken_words.elsewhere.items() if words.search(plain)]
    if view is not None and names_a_mailing(plain, reading.unknown, view, spoken_words):
        named.append(("table", "campaigns"))
    tables = [key for kind, key in named if kind == "table"]
    if reading.questions and not tables:
        return reading
    figures = [*reading.suggested, *(key for kind, key in named if kind == "figure")]
    led = [f"{kind} {key}" for kind, key in named if kind != "figure"]
    places = tuple(dict.fromkeys(led if tables else [*reading.elsewhere, *led]))
    unknown = () if tables else reading.unknown
    return replace(reading, questions=(), unknown=unknown, suggested=tuple(figures), elsewhere=places)


def _has_days_or_values(plain: str, language: str, view: OwnersView | None, today: dt.date) -> bool:
    """Return whether a sentence without a figure has days, a country or a product ("sold in May")."""
    pieces = pieces_of(plain, language, view, today, _USUAL[0])
    return any(piece.kind == "period" or piece.kind.startswith(VALUE) for piece in pieces)


def _spelt_right(plain: str, read: Understood, view: OwnersView | None, today: dt.date) -> list[Understood]:
    """Return the meanings of a sentence with its misspelt words corrected; empty where it still has none."""
    meanings: list[Understood] = []
    known, short = spelt_words(read.language), short_words(read.language)
    plain, read, spelt_out = _spelt_out(plain, read, view, today)
    if read.questions:
        return [replace(read, mended=tuple(spelt_out.items()))]
    if (other_words(read.language) - known).intersection(read.unknown):
        return meanings
    unknown = [word for word in read.unknown if word in short or word not in known]
    of_others = _words_of_others(read.language)
    small = small_words(read.language)
    for respelt, changed in readings(plain, unknown, correct_words(read.language), short, small):
        if of_others.intersection(changed.keys() - short.keys()):
            continue  # "march" is an English word, not a misspelt "marca"
        reading = _read(respelt, read.language, view, today)
        if reading.questions and not any(of_no_row(each, view) for each in reading.questions):
            meanings.append(replace(reading, mended=tuple({**spelt_out, **changed}.items())))
    return meanings


def _spelt_out(
    plain: str, read: Understood, view: OwnersView | None, today: dt.date
) -> tuple[str, Understood, Mapping[str, str]]:
    """Return a sentence with its shortened words spelt out, its reading, and the words by the shortened ones.

    Only words that are short for one word alone: "rev" is "revenue". A product is found only beside a figure.
    """
    short = short_words(read.language)
    meant = {word: short[word][0] for word in read.unknown if len(short.get(word, ())) == 1}
    if not meant:
        return plain, read, meant
    plain = " ".join(meant.get(word, word) for word in plain.split())
    return plain, _read(plain, read.language, view, today), meant


@cache
def _words_of_others(language: str) -> frozenset[str]:
    """Return the known words of all other languages, except those that are also known in this one."""
    return frozenset(word for other in LANGUAGES for word in known_words(other)) - known_words(language)


def understood_by(text: str, language: str, view: OwnersView | None = None) -> Understood:
    """Return the meaning of a sentence in the reader's language, else in any that understands all of it."""
    in_own_language = understood(text, language, view)
    if in_own_language.questions:
        return in_own_language
    other = understood(text, None, view)
    return (
        in_own_language
        if not other.questions and len(in_own_language.unknown) <= len(other.unknown)
        else other
    )


def about(figure: str, text: str, language: str, view: OwnersView | None = None) -> str:
    """Return a question about a figure, as text, with the days, split and the like of another sentence.

    These keep the words of that sentence. Where the result is not understood, return the figure's name alone.
    """
    name = names(language)[figure]
    kept_words = [
        _words_between(text, piece.start, piece.end)
        for piece in _understood_pieces(text, language, view)
        if piece.kind != "figure"
    ]
    question = " ".join([name, *kept_words])
    understood_again = understood(question, language, view).question
    return question if understood_again is not None and understood_again.figure == figure else name


def _understood_pieces(text: str, language: str, view: OwnersView | None) -> list[Found]:
    """Return the pieces of a sentence that mean something; empty if its words cannot be folded one by one."""
    plain = sentence(text[:_LONGEST])
    joined_words = " ".join(plain_word for word in text.split() if (plain_word := sentence(word)))
    return pieces_of(plain, language, view, _last_day(view)) if joined_words == plain else []


def _last_day(view: OwnersView | None) -> dt.date:
    """Return the day from which days are counted: the last of the data; without a view or data, today."""
    end = None if view is None else end_of(view.data)
    return dt.datetime.now(dt.UTC).date() if end is None else as_date(end)


def _words_between(text: str, start: int, end: int) -> str:
    """Return the words of a sentence that lie between two places of its folded text."""
    place, words = 0, []
    for word in text.split():
        plain_word = sentence(word)
        if plain_word and place < end and place + len(plain_word) > start:
            words.append(word.strip("?!.,;:"))
        place += len(plain_word) + 1 if plain_word else 0
    return " ".join(words)


def _read(plain: str, language: str, view: OwnersView | None, today: dt.date) -> Understood:
    """Return the meaning of a sentence in one language: by names of figures, else by concepts.

    Of concepts, those with the most groups of words count; they must agree.
    """
    pieces = pieces_of(plain, language, view, today)
    read = meaning_of(plain, language, pieces, today)
    if read.questions:
        return read
    by_concept, spoken_of = [], []
    for concept in spoken(language).concepts:
        if named_by(plain, (), concept) is None:
            continue
        beside = pieces_of(plain, language, view, today, concept.figure)
        named = named_by(plain, beside, concept)
        if named is None or takes_a_lacking_kind(plain, language, view, concept.figure, named):
            continue
        others = [piece for piece in beside if piece.kind != "figure"]
        spoken_of.append((len(concept.groups), concept.figure))
        reading = meaning_of(plain, language, longest([*others, *named]), today, by_concept=True)
        if any(_asks_as(concept, question) for question in reading.questions[:1]):
            by_concept.append((len(concept.groups), concept.needs == BY_CODE, reading))
    most = max((certain for *certain, _ in by_concept), default=[])
    best = [candidate for *certain, candidate in by_concept if certain == most]
    if best and all(other_reading.questions == best[0].questions for other_reading in best):
        return best[0]
    if view is not None:
        read = _with_values_alike(plain, read, view, today)
    spoken_of.sort(key=lambda pair: -pair[0])
    suggested = dict.fromkeys([*read.suggested, *(figure for groups, figure in spoken_of if groups > 1)])
    return read if read.questions else replace(read, suggested=tuple(suggested))


def _asks_as(concept: Concept, question: FigureQuestion) -> bool:
    """Return whether a question has the split, days, values or coupon that a concept needs."""
    has = {
        "": True,
        "split": question.split or question.grain,
        "days": question.period or question.comparison or question.filters,
        "values": question.filters or question.without,
        BY_CODE: any(by == "discount_code" for by, _ in question.filters),
    }
    return bool(has[concept.needs])


def _with_values_alike(plain: str, read: Understood, view: OwnersView, today: dt.date) -> Understood:
    """Return a reading with its unknown words as values that have them in their names, if there are any.

    All words may name one value, or those that stand together one each: "decaf vs espresso".
    """
    figure, words = read.suggested[0] if len(read.suggested) == 1 else None, spoken(read.language)
    leading = (words.only, words.without, words.versus, words.both)
    led = {word for each in leading for match in each.finditer(plain) for word in match[0].split()}
    names_it = [word for word in read.unknown if word not in led]
    alike: list[Found] = []
    names_it = [] if all(map(words.describing.fullmatch, names_it)) else names_it
    if figure is not None:
        alike = values_alike(plain, names_it, view, figure)
        alike = alike or [
            each for run in _runs(plain, names_it) for each in values_alike(plain, run, view, figure)
        ]
    if figure == "customers":  # those who bought a thing are asked for by its name, with no other ending
        named_so = (_has_word(each.meaning, plain[each.start : each.end]) for each in alike)
        pairs = zip(alike, named_so, strict=True)
        alike = [each for each, exact in pairs if exact or each.kind == f"{VALUE}{_CHANNEL}"]
    if not alike or {word for each in alike for word in plain[each.start : each.end].split()} != {*names_it}:
        return read
    reading = meaning_of(
        plain, read.language, pieces_of(plain, read.language, view, today, beside=alike), today
    )
    of_new = figure == "customers" and any(
        by == "new_or_returning" for each in reading.questions for by, _ in each.filters
    )
    if not reading.questions or of_new:  # "first-time buyers of mate" may be no new customers
        return read
    named = [(plain[each.start : each.end], each.meaning.replace(SEVERAL, " / ")) for each in alike]
    return replace(reading, mended=tuple(dict(named).items()))


def _has_word(values: str, word: str) -> bool:
    """Return whether each of some values has a word in its name as it is written."""
    return all(word in fold(value).split() for value in values.split(SEVERAL))


def _runs(plain: str, names: Sequence[str]) -> list[list[str]]:
    """Return the words of a sentence that are among `names`, those that stand together in one list."""
    runs: list[list[str]] = [[]]
    for word in plain.split():
        if word in names:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _alike(plain: str, language: str) -> list[str]:
    """Return the keys of figures whose names are similar to words of the sentence, the most similar first."""
    sentence_words = plain.split()
    scored = []
    for key, name in names(language).items():
        words = fold(name).split()
        shared = [max((_likeness(a, b) for b in sentence_words), default=0.0) for a in words]
        alike = [ratio for ratio in shared if ratio > _ALIKE_WORDS]
        if sum(alike) >= _ALIKE * len(words):
            scored.append((-len(alike), -sum(alike) / max(len(words), 1), key))
    return [key for *_, key in sorted(scored)]


def _likeness(first: str, second: str) -> float:
    """Return how similar two words are, from 0 to 1; 0 if their lengths or letters differ too much."""
    if 2 * min(len(first), len(second)) <= _ALIKE_WORDS * (len(first) + len(second)):
        return 0.0
    matcher = SequenceMatcher(None, first, second)
    return matcher.ratio() if matcher.quick_ratio() > _ALIKE_WORDS else 0.0
