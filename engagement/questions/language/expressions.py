"""The expressions of one language, built from its file of words and the names in its catalogue."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from babel import Locale

from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.compared_days import BEFORE
from engagement.questions.days_said import OPEN, THAN, TimeWords
from engagement.questions.figure_question import ANY
from engagement.questions.language.calendar_pieces import (
    counted,
    long_ago,
    moments,
    of_calendar,
    parts_of_month,
)
from engagement.questions.language.concepts import Concept, concepts_of
from engagement.questions.language.customer_pieces import of_whom
from engagement.questions.language.folded_sentence import COUNTRY_CODE
from engagement.questions.language.language_files import groups_of_language, words_of_language
from engagement.questions.language.patterns import SEVERAL, VALUE, Piece, any_of, fixed, joined, words_of
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.questions.language.language_files import Words


#: The kind of a split that is asked for as "which country": "the most" is then of no other meaning.
WHICH: Final = "which"
#: The kind of a split that is asked for as "the best countries": of revenue, where no figure is named.
TOP: Final = "top"
#: The kinds of a step in time that is asked for as "which month", and as "the best month".
BEST: Final = "best"
TOP_STEP: Final = "top step"
#: The kind of a split of which it is asked what sells: the figure is then revenue, where no other is named.
SELLING: Final = "selling"
#: The kind of "best-selling" alone: a split by product beside a kind of product, "best-selling lamps".
BEST_SELLING: Final = "best-selling"
#: The kind of a split by a dimension of which two values are compared: "mobile or desktop".
SIDE_BY_SIDE: Final = "side by side"
#: The parts of a file of words in which each word bears a meaning.
_BEARING: Final = (
    *("figures", "periods", "relative", "rolling", "ago", "moments", "months", "steps", "grains"),
    *("dimensions", "places", "peoples", "selling", "values", "beside_peoples"),
)
_NUMBER: Final = r"\d{1,3}"
#: The meaning of "than" of which it is known by "more" before it.
DEGREE: Final = "degree"
#: Dimensions of two values, which are named together: "new or returning".
_PAIRED: Final = ("new_or_returning", "membership")


@dataclass(frozen=True, slots=True)
class Expressions:
    """The expressions of a language, the most specific first, and its words without meaning of their own.

    Words without meaning only beside other parts: `degrees` ("better", "compare") where days are compared;
    `superlatives` ("most") and `ranking` ("in terms of") where there is a split or "the best month" is asked;
    `people` beside those of whom is said how often they ordered; `percent` and `share` beside a share;
    `average` beside a figure that is no count or total; `leads` ("the coupon") beside a value of that
    dimension; `about` ("newsletter") beside figures of that table; `whose` ("of our") around customers that
    a figure is of.
    `bought` makes customers those whose spending is asked for, `money` coupons those that bring most of it;
    `best_selling` is said of products.
    `developing` ("evolved") asks for steps in time, unless days are compared; so does `changing` ("rising"),
    which compares days that are few. `both`, `either`, `without` and `only` stand beside values: "and", "or",
    "excluding", "just". `share` beside a sum ("what part of revenue") asks for a part of the whole. `things`
    are what shops sell, by their English names: "candele" are candles.
    """

    pieces: tuple[Piece, ...]
    concepts: tuple[Concept, ...]
    people: re.Pattern[str]
    bought: re.Pattern[str]
    money: re.Pattern[str]
    best_selling: re.Pattern[str]
    fillers: re.Pattern[str]
    degrees: re.Pattern[str]
    superlatives: re.Pattern[str]
    ranking: re.Pattern[str]
    developing: re.Pattern[str]
    changing: re.Pattern[str]
    percent: re.Pattern[str]
    share: re.Pattern[str]
    leads: Mapping[str, re.Pattern[str]]
    average: re.Pattern[str]
    about: Mapping[str, re.Pattern[str]]
    whose: re.Pattern[str]
    both: re.Pattern[str]
    either: re.Pattern[str]
    without: re.Pattern[str]
    only: re.Pattern[str]
    time: TimeWords
    things: Mapping[str, Sequence[str]]


@cache
def spoken(language: str) -> Expressions:
    """Return the expressions of a language."""
    words = words_of_language(language)
    time = {
        name: frozenset(words["time"][name])
        for name in ("since", "open", "loose", "between", "both", "to", "articles")
    }
    fillers, compare = words["fillers"], words["comparisons"]["verbs"]
    without = {
        "fillers": any_of(fillers["always"]),
        "degrees": any_of([*fillers["degrees"], *fillers["changing"], *compare]),
        "superlatives": any_of([*fillers["superlatives"], *fillers["often"]]),
        "developing": any_of(fillers["developing"]),
        "changing": any_of(fillers["changing"]),
        "ranking": any_of(fillers["ranking"]),
        "average": any_of(fillers["average"]),
        "percent": any_of(fillers["percent"]),
        "share": any_of(fillers["share"]),
        "both": any_of(words["time"]["both"]),
        **{name: any_of(text) for name, text in words["beside_values"].items()},
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
        concepts=concepts_of(concepts),
        people=any_of(concepts["who"][0].expressions),
        bought=any_of(words["selling"]["bought"]),
        money=any_of(words["selling"]["money"]),
        best_selling=any_of(words["selling"]["best_selling"]),
        whose=any_of(words["beside_peoples"]["whose"]),
        about={table: any_of(text) for table, text in words["about"].items()},
        leads={by: any_of(texts) for by, texts in nouns.items()},
        things=words["things"],
        time=TimeWords(**time, comparing=comparing, onwards=any_of(words["time"]["onwards"])),
        **without,
    )


@cache
def known_words(language: str) -> frozenset[str]:
    """Return the words of a language that bear a meaning: of figures, days, splits, countries and so on."""
    words = words_of_language(language)
    parts = [item for part in _BEARING for item in words[part].items()]
    bearing = [text for name, text in parts if name != "best_selling"]  # its stems are those of "sales"
    bearing += [words["fillers"]["superlatives"], words["comparisons"]["than"], words["by"]["by"]]
    patterns = {piece for text in bearing for piece in text}
    patterns |= {fold(name) for name in names(language).values()}
    patterns |= {name for places in _countries(language, words).values() for name in places if name.isalpha()}
    meaningful = {word for pattern in patterns for word in words_of(pattern)}
    return frozenset(meaningful)


@cache
def other_words(language: str) -> frozenset[str]:
    """Return words that are spelt almost as one of `known_words` and mean something else."""
    return frozenset(words_of_language(language)["spelling"]["other_words"])


@cache
def short_words(language: str) -> Mapping[str, str]:
    """Return words as people shorten them, each with the word that is meant: "wk" is "week"."""
    shortened = words_of_language(language)["shortened"]
    return {short: word for word, forms in shortened.items() for short in forms}


def names(language: str) -> Mapping[str, str]:
    """Return what each figure is called in a language, by its key."""
    speak = translator(language)
    return {key: speak.t(definition.metric.name) for key, definition in DEFINITIONS.items()}


def _pieces(language: str, words: Words) -> list[Piece]:
    comparisons = words["comparisons"]
    than = joined(comparisons["than"])
    all_pieces = [fixed("comparison", "year", [f"(?:{than}) (?:{joined(comparisons['year'])})"])]
    all_pieces.append(fixed(THAN, "", comparisons["than"]))
    all_pieces.append(Piece(OPEN, any_of(words["fillers"]["never"]), lambda match: match[0]))
    after = {
        comparisons["after_degree"]: any_of(words["fillers"]["degrees"]),
        comparisons["after_verb"]: any_of(comparisons["verbs"]),
    }
    all_pieces += [Piece(THAN, any_of(text), partial(_after, led, DEGREE)) for text, led in after.items()]
    compare, to = after[comparisons["after_verb"]], joined(comparisons["after_verb"])
    both_words = joined(words["time"]["both"])
    year = any_of([f"(?:{to}) (?:{joined(comparisons['year'])})"])
    all_pieces.append(Piece("comparison", year, partial(_after, compare, "year")))
    all_pieces.append(fixed("comparison", "year", comparisons["year_on_year"]))
    for unit, noun in words["units"].items():
        texts = [text for text in comparisons["before"] if "UNIT" in text or unit == "period"]
        earlier = joined([text.replace("UNIT", f"(?:{joined(noun)})") for text in texts])
        all_pieces.append(fixed(f"{BEFORE}{unit}", "", [f"(?:{than}) (?:{earlier})"]))
        if unit != "period":
            all_pieces.append(fixed(f"{BEFORE}{unit}", "", [f"(?:{both_words}) (?:{earlier})"]))
        led = any_of([f"(?:{to}) (?:{earlier})"])
        all_pieces.append(Piece(f"{BEFORE}{unit}", led, partial(_after, compare, "")))
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
    all_pieces += [*_splits(words), *_best_steps(words)]
    values = (("country", _countries(language, words)), ("network", words["networks"]))
    all_pieces += [
        fixed(f"{VALUE}weekday", days.replace(",", SEVERAL), text)
        for days, text in words["on_weekdays"].items()
    ]
    all_pieces += of_whom(words)
    all_pieces += [
        fixed(f"{VALUE}{by}", value, text) for by, called in values for value, text in called.items()
    ]
    all_pieces += _groups(words)
    return all_pieces


def _splits(words: Words) -> list[Piece]:
    """Return the pieces for "by country", "which country", "top 10 countries", "best-selling products"."""
    by, which = joined(words["by"]["by"]), joined(words["by"]["which"])
    most = joined(words["fillers"]["superlatives"])
    selling = words["selling"]
    that_words, verb, money = (f"(?:{joined(selling[name])})" for name in ("that", "verbs", "money"))
    not_each = f"(?! (?:{joined(selling['each_order'])}))"  # "spend most per order" is another figure
    sells = joined([*selling["sells"], f"(?:{that_words} )?{verb}(?: (?:{most}))+(?: {money})?{not_each}"])
    number = _number_of(words)
    texts = sorted(
        words["dimensions"].items(), key=lambda item: -len(item[1])
    )  # "product types" before "products"
    noun = joined([f"(?P<{dimension}>{joined(text)})" for dimension, text in texts])
    sold = joined(f"(?P<{by}>{joined(text)})" for by, text in texts if by not in _PAIRED)
    having = joined(selling["having"])
    optional_which = f"(?:(?:{which}) )?"
    asked_by = f"(?:(?:{which}|{by}) )?"
    optional_number = f"(?:(?:{number}) )?"
    patterns = (
        ("split", f"(?:{by}) (?:{noun})"),
        (WHICH, f"(?:{which}) (?:{noun})"),
        (TOP, f"{optional_which}(?:(?:{most})(?: (?:{number}))?|(?:{number}) (?:{most})) (?:{noun})"),
        (TOP, f"{asked_by}{optional_number}(?:{noun})(?: (?:{having}))? (?:{most})(?: (?:{number}))?"),
        (SELLING, f"{asked_by}(?:(?:{most}) )?{optional_number}(?:{sold}) (?:{sells})"),
        (SELLING, f"{asked_by}(?:{sells}) {optional_number}(?:{sold})"),
    )
    pieces = [Piece(kind, any_of([pattern]), lambda match: match.lastgroup) for kind, pattern in patterns]
    led = re.compile(rf"\b(?:(?:{by}) (?:{noun})|{joined(_grains(words))})$")
    both_words = joined(words["time"]["both"])
    pieces += [fixed(SIDE_BY_SIDE, by, words["dimensions"][by]) for by in _PAIRED]
    pieces.append(fixed(WHICH, "country", words["by"]["where"]))
    often = joined([*words["fillers"]["superlatives"], *words["fillers"]["often"]])
    returned = joined(selling["returned"])
    most_returned = re.compile(rf"\b(?:{often})(?: (?:{number}))? (?:{returned})$")
    pieces.append(Piece("split", any_of([noun]), partial(_second, most_returned)))
    share_of = re.compile(rf"\b(?:{joined(words['fillers']['share'])})(?: \w{{1,5}})*$")  # "of each"
    pieces.append(Piece("split", any_of([noun]), partial(_second, share_of)))
    pieces.append(
        Piece("split", any_of([rf"(?:{noun})(?= (?:{often}) (?:{returned})\b)"]), lambda m: m.lastgroup)
    )
    second = rf"(?:{both_words}) (?:(?:{by}) )?(?:{noun})"
    pieces.append(Piece("split", any_of([second]), partial(_second, led)))
    for unit, text in words["steps"].items():  # "by country and month"
        step = any_of([rf"(?:{both_words}) (?:(?:{by}) )?(?:{joined(text)})"])
        pieces.append(Piece("grain", step, partial(_after, led, unit)))
    what = joined(selling["what"])
    sellers = rf"(?:(?:{number}) )?(?:{joined(selling['sellers'])})"
    verbs = joined([*selling["bought"], *selling["returned"]])
    bought = joined(selling["bought_what"])
    bought = rf"(?:{bought})(?= .*\b(?:(?:{verbs}) (?:{often})(?! than)|(?:{often}) (?:{verbs}))\b)"
    pieces += [fixed(SELLING, "product", [text]) for text in (sellers, f"(?:{what}) (?:{sells})", bought)]
    return [*pieces, fixed(BEST_SELLING, "product", selling["best_selling"])]


def _second(led: re.Pattern[str], match: re.Match[str]) -> str | None:
    """Return the dimension that follows on a split, a step in time or "most returned"."""
    return match.lastgroup if led.search(match.string[: match.start()].rstrip()) else None


def _grains(words: Words) -> list[str]:
    return [piece for text in words["grains"].values() for piece in text]


def _best_steps(words: Words) -> list[Piece]:
    """Return the pieces for "which month", "the best month" and "the three best months"."""
    which, most = joined(words["by"]["which"]), joined(words["fillers"]["superlatives"])
    having, pieces = joined(words["selling"]["having"]), []
    optional_number = f"(?:(?:{_number_of(words)}) )?"
    for unit, text in words["steps"].items():
        noun = joined(text)
        after = f"{optional_number}(?:{noun})(?: (?:{having}))? (?:{most})"
        best = [
            f"(?:{which}) (?:{most}) (?:{noun})",
            f"{optional_number}(?:{most}) {optional_number}(?:{noun})",
            after,
        ]
        pieces += [fixed(BEST, unit, [f"(?:{which}) (?:{noun})"]), fixed(TOP_STEP, unit, best)]
    return pieces


def _number_of(words: Words) -> str:
    """Return the expression of a number, in figures or words."""
    return joined([_NUMBER, *(piece for text in words["numbers"].values() for piece in text)])


def _groups(words: Words) -> list[Piece]:
    """Return the pieces for values that a sentence calls by other names than the data: "on mobile"."""
    pieces = []
    for called, text in words["values"].items():
        by, _, value = called.partition("=")
        pieces.append(fixed(f"{VALUE}{by}", ANY if value == "any" else value, text))
    return pieces


def _after(led: re.Pattern[str], meaning: str, match: re.Match[str]) -> str | None:
    """Give a meaning to "than" only where "more" stands before it, to "with" only after "compare"."""
    return meaning if led.search(match.string[: match.start()].rstrip()) else None


def _countries(language: str, words: Words) -> Mapping[str, Sequence[str]]:
    names_by_code: dict[str, list[str]] = {}
    for code, name in Locale(language).territories.items():
        if len(code) == 2 and code.isalpha() and code not in {"ZZ", "EU", "UN", "XA", "XB", "EZ", "QO"}:
            names_by_code[code] = [re.escape(fold(name)), f"{COUNTRY_CODE}{code.lower()}"]
    names_by_code["GB"].append(f"{COUNTRY_CODE}uk")
    for code, text in words["places"].items():
        names_by_code[code] += text
    return names_by_code
