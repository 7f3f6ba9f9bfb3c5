"""The expressions of one language, built from its file of words and the names in its catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from babel import Locale

from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.days_said import TimeWords
from engagement.questions.figure_question import ANY
from engagement.questions.language.calendar_pieces import (
    counted,
    long_ago,
    moments,
    of_calendar,
    parts_of_month,
)
from engagement.questions.language.comparison_pieces import comparisons_asked
from engagement.questions.language.concepts import Concept, concepts_of
from engagement.questions.language.customer_pieces import of_whom
from engagement.questions.language.folded_sentence import COUNTRY_CODE
from engagement.questions.language.language_files import groups_of_language, words_of_language
from engagement.questions.language.patterns import (
    REST,
    SEVERAL,
    VALUE,
    Piece,
    any_of,
    fixed,
    joined,
    words_of,
)
from engagement.questions.language.split_pieces import best_steps, splits_asked
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.questions.language.language_files import Words


#: Sections of the files of words in which each word has a meaning.
_BEARING: Final = (
    *("figures", "periods", "relative", "rolling", "ago", "moments", "months", "steps", "grains"),
    *("dimensions", "places", "peoples", "selling", "values", "beside_peoples"),
)
#: Entries that `known_words` leaves out: other words have the same stems, such as "sales", "registered".
_STEMS: Final = frozenset({"best_selling", "came_back"})


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions of a language, and its words that mean something only beside others.

    `pieces` are expressions with a kind and a meaning; of two that match the same words the earlier one
    counts.

    Words that are passed over:

    - `fillers`: always.
    - `degrees` ("better", "compare"): beside a comparison of days or values.
    - `superlatives` ("most") and `ranking` ("in terms of"): beside a split or "the best month".
    - `people`: beside customers who are new or returning, or ordered so often.
    - `percent` and `share`: beside figures that are shares.
    - `average`: beside steps in time, or a figure that is no count or total.
    - `leads` ("the coupon"): beside a value of that dimension.
    - `about` ("newsletter"): beside a figure of that table, or that figure.
    - `whose` ("of our"): around customers.

    Words that say more about the figure or the values:

    - `bought` asks for the revenue of customers, `ordered` for their orders, `money` for revenue where no
      figure is named.
    - `best_selling` is said of products, `least` of the lowest values first.
    - `what` sells is asked of products, or of the values that stand side by side.
    - `came_back` in named days asks for customers who had ordered before.
    - `developing` ("evolved") and `changing` ("rising") ask for steps in time, unless days are compared; of a
      few days, or after `how_far` ("by how much"), `changing` asks for a comparison.
    - `last` beside a day of the week is the last such day.
    - `also_sold` ("table", "prints") are passed over only where the shop sells nothing that is called so.
    - `describing` words ("double") name no product by themselves.
    - `sizes` ("biggest") of orders or customers are asked back: a number has no size. `brought` beside the
      best coupon asks for its revenue.
    - `both` ("and"), `either` ("or"), `as_well`, `without` and `only` stand beside values, `versus` between
      figures.
    - `so_often` ("twice") beside customers counts them, unless a share is asked for. `led_by` is "by" without
      anything to split by, at the end of a sentence.
    - `share` beside a sum asks for a part of a whole: the part stands after `comes_from`, the whole after
      `into`, `within` (a place) or `among`.
    - `counting` before a product asks how many pieces were sold, `beside` ("with") what else is bought.
    - `each_order` ("per order") right after a product asks for pieces, `together` stands beside two places.
    - `one_weekend` ("over the weekend") may be the last weekend or all of them.
    - `things` are what shops sell, by their English names: "candele" are candles. `topics` are what surveys
      ask about, `elsewhere` what a figure, table or page may show.
    """

    pieces: tuple[Piece, ...]
    concepts: tuple[Concept, ...]
    people: re.Pattern[str]
    bought: re.Pattern[str]
    ordered: re.Pattern[str]
    money: re.Pattern[str]
    best_selling: re.Pattern[str]
    fillers: re.Pattern[str]
    degrees: re.Pattern[str]
    superlatives: re.Pattern[str]
    ranking: re.Pattern[str]
    developing: re.Pattern[str]
    changing: re.Pattern[str]
    so_often: re.Pattern[str]
    percent: re.Pattern[str]
    share: re.Pattern[str]
    least: re.Pattern[str]
    led_by: re.Pattern[str]
    what: re.Pattern[str]
    leads: Mapping[str, re.Pattern[str]]
    average: re.Pattern[str]
    about: Mapping[str, re.Pattern[str]]
    whose: re.Pattern[str]
    came_back: re.Pattern[str]
    both: re.Pattern[str]
    either: re.Pattern[str]
    versus: re.Pattern[str]
    without: re.Pattern[str]
    only: re.Pattern[str]
    as_well: re.Pattern[str]
    comes_from: re.Pattern[str]
    last: re.Pattern[str]
    how_far: re.Pattern[str]
    also_sold: re.Pattern[str]
    describing: re.Pattern[str]
    sizes: re.Pattern[str]
    brought: re.Pattern[str]
    into: re.Pattern[str]
    within: re.Pattern[str]
    among: re.Pattern[str]
    counting: re.Pattern[str]
    beside: re.Pattern[str]
    one_weekend: re.Pattern[str]
    together: re.Pattern[str]
    each_order: re.Pattern[str]
    time: TimeWords
    things: Mapping[str, Sequence[str]]
    topics: Mapping[str, re.Pattern[str]]
    elsewhere: Mapping[str, re.Pattern[str]]


@cache
def spoken(language: str) -> Expressions:
    """Return the expressions of a language, given as a tag such as "it"."""
    words = words_of_language(language)
    time = {
        name: frozenset(words["time"][name])
        for name in ("since", "open", "after", "loose", "between", "both", "to", "articles", "over")
    }
    fillers, compare = words["fillers"], words["comparisons"]["verbs"]
    without = {
        "fillers": any_of(fillers["always"]),
        "degrees": any_of([*fillers["degrees"], *fillers["changing"], *compare]),
        "superlatives": any_of([*fillers["superlatives"], *fillers["often"]]),
        "developing": any_of(fillers["developing"]),
        "changing": any_of(fillers["changing"]),
        "how_far": any_of(fillers["how_far"]),
        "also_sold": any_of(fillers["also_sold"]),
        "describing": any_of(fillers["describing"]),
        "sizes": any_of(fillers["sizes"]),
        "brought": any_of(words["selling"]["brought"]),
        "last": any_of([*words["time"]["last"], *words["time"]["last_after"]]),
        "ranking": any_of(fillers["ranking"]),
        "average": any_of(fillers["average"]),
        "so_often": any_of(fillers["so_often"]),
        "led_by": re.compile(rf"\b(?:{joined(words['by']['by'])})(?: \w{{1,3}})?$"),
        "percent": any_of(fillers["percent"]),
        "share": any_of(fillers["share"]),
        "least": any_of(words["by"]["least"]),
        "what": any_of(words["selling"]["what"]),
        "both": any_of(words["time"]["both"]),
        "versus": any_of([*words["comparisons"]["than"], *words["beside_values"]["either"]]),
        **{name: any_of(words["beside_values"][name]) for name in words["beside_values"] if name != "rest"},
    }
    nouns = {
        by: [*words["dimensions"].get(by, ()), *words["leads"].get(by, ())]
        for by in {**words["dimensions"], **words["leads"]}
    }
    time["either"] = frozenset(word.partition("(")[0] for word in words["beside_values"]["either"])
    comparing = any_of([*compare, *words["comparisons"]["differing"]])
    concepts = groups_of_language(language, "concepts")
    return Expressions(
        pieces=tuple(_pieces(language, words)),
        concepts=concepts_of(concepts, _peoples(words)),
        people=any_of(concepts["who"][0].expressions),
        bought=any_of(words["selling"]["bought"]),
        each_order=any_of(words["selling"]["each_order"]),
        ordered=any_of(words["selling"]["ordered"]),
        money=any_of(words["selling"]["money"]),
        best_selling=any_of(words["selling"]["best_selling"]),
        whose=any_of(words["beside_peoples"]["whose"]),
        came_back=any_of(words["beside_peoples"]["came_back"]),
        about={table: any_of(text) for table, text in words["about"].items()},
        leads={by: any_of(texts) for by, texts in nouns.items()},
        things=words["things"],
        topics={topic: any_of(text) for topic, text in words["topics"].items()},
        elsewhere={place: any_of(text) for place, text in words["elsewhere"].items()},
        time=TimeWords(**time, comparing=comparing, onwards=any_of(words["time"]["onwards"])),
        **without,
    )


@cache
def known_words(language: str) -> frozenset[str]:
    """Return the words of a language that have a meaning: of figures, days, splits, countries and so on.

    A word with any ending ends in `patterns.ANY_ENDING`.
    """
    words = words_of_language(language)
    parts = [item for part in _BEARING for item in words[part].items()]
    bearing = [text for name, text in parts if name not in _STEMS]
    bearing += [words["fillers"]["superlatives"], words["comparisons"]["than"], words["by"]["by"]]
    patterns = {piece for text in bearing for piece in text}
    patterns |= {fold(name) for name in names(language).values()}
    patterns |= {name for places in _countries(language, words).values() for name in places if name.isalpha()}
    meaningful = {word for pattern in patterns for word in words_of(pattern)}
    return frozenset(meaningful)


@cache
def spelt_words(language: str) -> frozenset[str]:
    """Return the words of a language that are spelt as they should be: `known_words`, and their stems."""
    words = words_of_language(language)
    stems = [text for part in _BEARING for name, text in words[part].items() if name in _STEMS]
    return known_words(language) | {word for text in stems for piece in text for word in words_of(piece)}


@cache
def correct_words(language: str) -> frozenset[str]:
    """Return the words that a misspelt one may be corrected to: known ones not passed over, and things sold.

    Things ("shampoo") are no known words: they mean something only where a shop sells them.
    """
    passed_over, things = spoken(language).fillers, words_of_language(language)["things"].values()
    sold = {word for texts in things for text in texts for word in words_of(text) if word.isalpha()}
    return frozenset(word for word in known_words(language) | sold if passed_over.fullmatch(word) is None)


@cache
def other_words(language: str) -> frozenset[str]:
    """Return words that are spelt almost as one of `known_words` but mean something else: never corrected."""
    return frozenset(words_of_language(language)["spelling"]["other_words"])


@cache
def short_words(language: str) -> Mapping[str, Sequence[str]]:
    """Return words as people shorten them, each with what may be meant: "wk" is "week"."""
    meant: dict[str, list[str]] = {}
    for word, forms in words_of_language(language)["shortened"].items():
        for short in forms:
            meant.setdefault(short, []).append(word)
    return meant


@cache
def small_words(language: str) -> frozenset[str]:
    """Return the words that join others ("which", "from"): a slip in one of them is corrected, too."""
    return frozenset(words_of_language(language)["spelling"]["small_words"])


def names(language: str) -> Mapping[str, str]:
    """Return what each figure is called in a language, by its key."""
    speak = translator(language)
    return {key: speak.t(definition.metric.name) for key, definition in DEFINITIONS.items()}


def _pieces(language: str, words: Words) -> list[Piece]:
    """Return all pieces of a language; of two that match the same words the earlier one counts."""
    all_pieces = comparisons_asked(words)
    figures = {key: [*words["figures"].get(key, ())] for key in DEFINITIONS}
    for key, name in names(language).items():
        bare = re.sub(r"\([^)]*\)", " ", name)
        figures[key] = [*figures[key], *(re.escape(fold(each)) for each in {name, bare})]
    all_pieces += [fixed("figure", key, pieces) for key, pieces in figures.items()]
    all_pieces += parts_of_month(words)  # before "last week", which begins "the last week of May"
    all_pieces += [fixed("period", name, text) for name, text in words["periods"].items()]
    all_pieces += [fixed("period", f"ago {n}", text) for n, text in words["relative"].items()]
    all_pieces += [*counted(words["rolling"], words["numbers"]), *long_ago(words), *moments(words)]
    all_pieces += of_calendar(words, day_first=language != "en")
    all_pieces += [fixed("grain", grain, text) for grain, text in words["grains"].items()]
    all_pieces += [*splits_asked(words), *best_steps(words)]
    values = (("country", _countries(language, words)), ("network", words["networks"]))
    all_pieces += [
        fixed(f"{VALUE}weekday", days.replace(",", SEVERAL), text)
        for days, text in words["on_weekdays"].items()
    ]
    all_pieces += of_whom(words)
    all_pieces += [
        fixed(f"{VALUE}{by}", value, text) for by, called in values for value, text in called.items()
    ]
    all_pieces += [*_groups(words), fixed(REST, "", words["beside_values"]["rest"])]
    return all_pieces


def _peoples(words: Words) -> list[str]:
    """Return the expressions of countries and of those who live there: "Italians"."""
    return [text for part in ("peoples", "places") for texts in words[part].values() for text in texts]


def _groups(words: Words) -> list[Piece]:
    """Return the pieces for values that people do not call as the data do, such as "on mobile"."""
    pieces = []
    for called, text in words["values"].items():
        by, _, value = called.partition("=")
        meaning = ANY if value == "any" else value.replace(",", SEVERAL)
        pieces.append(fixed(f"{VALUE}{by}", meaning, text))
    return pieces


def _countries(language: str, words: Words) -> Mapping[str, Sequence[str]]:
    """Return the expressions of each country by its code: its names, and the code in a folded question."""
    names_by_code: dict[str, list[str]] = {}
    for code, name in Locale(language).territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"ZZ", "EU", "UN", "XA", "XB", "EZ", "QO"}:
            names_by_code[code] = [re.escape(fold(name)), f"{COUNTRY_CODE}{code.lower()}"]
    names_by_code["GB"].append(f"{COUNTRY_CODE}uk")
    for code, text in words["places"].items():
        names_by_code[code] += text
    return names_by_code
