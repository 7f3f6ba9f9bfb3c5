"""The sections of the files of words: which entries each may have, and which every language must have."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from engagement.metrics.segments.dimensions import BY_KEY
from engagement.metrics.views.registry import BY_TABLE, DEFINITIONS
from engagement.questions.days.moments import WITHOUT_YEAR
from engagement.questions.figure_question import PERIODS

_UNITS: Final = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class WordSection:
    """The entries of a section: `required` ones, and an expression for the names of `others`."""

    required: tuple[str, ...] = ()
    others: re.Pattern[str] = re.compile(r"(?!)")

    def allows(self, name: str) -> bool:
        """Return whether the section may have an entry of this name."""
        return name in self.required or self.others.fullmatch(name) is not None


def _any(*names: str) -> re.Pattern[str]:
    """Return an expression that matches each of these names."""
    return re.compile("|".join(map(re.escape, names)))


_FIGURES: Final = _any(*DEFINITIONS)
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_VALUE: Final = re.compile(rf"(?:device|channel|guest|type|discount_code|{'|'.join(BY_KEY)})=[\w+,-]+")

SECTIONS: Final = {
    "figures": WordSection(others=_FIGURES),
    "concepts": WordSection(
        ("who",), re.compile(rf"(?:{_FIGURES.pattern})(?: by (?:split|code|days|values))?(?: \d)?")
    ),
    "about": WordSection(others=_any(*BY_TABLE, *DEFINITIONS)),
    "periods": WordSection((*PERIODS, "all"), re.compile(r"\d+")),
    "relative": WordSection(("0", "1", "2")),
    "rolling": WordSection(("before", "after", "not_after", *_UNITS)),
    "ago": WordSection(("ago", "last_but_one", "one", *_UNITS)),
    "numbers": WordSection(others=re.compile(r"\d+")),
    "months": WordSection(tuple(map(str, range(1, 13)))),
    "quarters": WordSection(("name", "with_year", "1", "2", "3", "4")),
    "halves": WordSection(("name", "compared", "1", "2")),
    "parts": WordSection(
        ("of", "month", "lone", "other_half"), re.compile(r"-?(?:\d+|N) -?(?:\d+|N)|weekend -?[123]")
    ),
    "moments": WordSection(others=WITHOUT_YEAR),
    "weekdays": WordSection(tuple(map(str, range(1, 8)))),
    "on_weekdays": WordSection(others=re.compile(r"[1-7](?:,[1-7])*")),
    "time": WordSection(
        (
            *(
                "since",
                "open",
                "after",
                "loose",
                "between",
                "both",
                "to",
                "articles",
                "over",
                "of_year",
                "guarded",
                "guards",
            ),
            *(
                "certain",
                "after_month",
                "before_year",
                "after_year",
                "last",
                "this",
                "last_after",
                "first_day",
                "onwards",
                "week_number",
            ),
        )
    ),
    "units": WordSection(("day", "week", "month", "quarter", "period")),
    "steps": WordSection(_UNITS),
    "grains": WordSection((*_UNITS, "trend")),
    "comparisons": WordSection(
        (
            "than",
            "year",
            "before",
            "same_number",
            "same_number_year",
            "same_weekday",
            "same_of_year",
            "after_degree",
            "year_on_year",
            "differing",
            "verbs",
            "after_verb",
        )
    ),
    "by": WordSection(("by", "which", "where", "least", "adverbs")),
    "dimensions": WordSection(("new_or_returning", "membership"), others=re.compile(r"[a-z_]+")),
    "selling": WordSection(
        (
            "sells",
            "best_selling",
            "each_order",
            "sellers",
            "that",
            "verbs",
            "money",
            "what",
            "having",
            "bought",
            "ordered",
            "bought_what",
            "bought_at_all",
            "returned",
            "frequently",
            "brought",
        )
    ),
    "places": WordSection(others=_COUNTRY),
    "peoples": WordSection(others=_COUNTRY),
    "beside_peoples": WordSection(
        ("nouns", "market", "of", "between", "counted", "who", "whose", "are", "them", "plurals", "came_back")
    ),
    "networks": WordSection(
        ("instagram", "facebook", "tiktok", "youtube", "linkedin", "pinterest", "threads")
    ),
    "values": WordSection(others=_VALUE),
    "adjectives": WordSection(others=_VALUE),
    "leads": WordSection(others=re.compile(r"[a-z_]+")),
    "beside_values": WordSection(
        (
            *("without", "only", "either", "rest", "as_well"),
            *("comes_from", "into", "within", "among", "counting", "beside", "one_weekend", "together"),
        )
    ),
    "fillers": WordSection(
        (
            "always",
            "developing",
            "changing",
            "how_far",
            "also_sold",
            "describing",
            "sizes",
            "never",
            "ranking",
            "percent",
            "share",
            "degrees",
            "superlatives",
            "average",
            "often",
            "so_often",
        )
    ),
    "elsewhere": WordSection(others=re.compile(r"(?:figure|table|page) [a-z_]+")),
    "things": WordSection(others=re.compile(r"[a-z ]+")),
    "topics": WordSection(("delivery", "product", "service", "packaging", "price", "site")),
    "spelling": WordSection(("other_words", "small_words")),
    "shortened": WordSection(others=re.compile(r"[a-z]+")),
}
#: Sections whose entries have groups of expressions.
GROUPED: Final = frozenset({"concepts"})
