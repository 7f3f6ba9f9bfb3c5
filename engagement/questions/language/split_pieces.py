"""The expressions of one language for splits and steps in time: "by country", "the best month"."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from engagement.questions.language.patterns import Piece, any_of, fixed, joined, only_after

if TYPE_CHECKING:
    from engagement.questions.language.language_files import Words

#: The kind of a split that is asked for as "which country".
WHICH: Final = "which"
#: The kind of a split that is asked for as "the best countries". Where no figure is named, it implies one.
TOP: Final = "top"
#: The kind of a step in time that is asked for as "which month", and that of "the best month".
BEST: Final = "best"
TOP_STEP: Final = "top step"
#: The kind of a split in a question of what sells. Where no figure is named, it implies one.
SELLING: Final = "selling"
#: The kind of "best-selling" alone. Beside a kind of product ("best-selling lamps") it splits by product.
BEST_SELLING: Final = "best-selling"
#: The kind of a split by the dimension of two values that are compared: "mobile or desktop".
SIDE_BY_SIDE: Final = "side by side"
#: Kinds of pieces that are splits.
SPLITS: Final = ("split", WHICH, TOP, SELLING, SIDE_BY_SIDE)
#: Figures that people rank others by: "brands by sales".
_RANKING: Final = ("revenue", "orders", "customers", "average_order_value", "refund_rate")
#: The dimension whose noun also means all that is sold: "the total of the shop".
_SHOP: Final = "shop"
_NUMBER: Final = r"\d{1,3}"
#: Dimensions of two values, which are named together: "new or returning".
_PAIRED: Final = ("new_or_returning", "membership")


def splits_asked(words: Words) -> list[Piece]:
    """Return the pieces for "by country", "which country", "top 10 countries", "best-selling products"."""
    by, which = joined(words["by"]["by"]), joined(words["by"]["which"])
    most = joined(words["fillers"]["superlatives"])
    selling = words["selling"]
    that_words, verb, money = (f"(?:{joined(selling[name])})" for name in ("that", "verbs", "money"))
    other = joined([*selling["each_order"], *selling["frequently"]])
    not_each = f"(?! (?:{other}))"  # "spend most per order" and "buy most often" are other figures
    sells = joined([*selling["sells"], f"(?:{that_words} )?{verb}(?: (?:{most}))+(?: {money})?{not_each}"])
    number = _number_of(words)
    texts = sorted(
        words["dimensions"].items(), key=lambda item: -len(item[1])
    )  # so that "product types" is tried before "products"
    noun = joined([f"(?P<{dimension}>{joined(text)})" for dimension, text in texts])
    sold = joined(f"(?P<{by}>{joined(text)})" for by, text in texts if by not in _PAIRED)
    having = joined(selling["having"])
    nouns = joined(piece for _, text in texts for piece in text)
    adverbs = joined(words["by"]["adverbs"])  # "meno sconti" is no split, "i meno usati" is
    not_more = rf"(?!(?:{adverbs}) (?:(?:{number}) )?(?:{nouns})\b)"
    optional_which = f"(?:(?:{which}) )?"
    asked_by = f"(?:(?:{which}|{by}) )?"
    optional_number = f"(?:(?:{number}) )?"
    patterns = (
        ("split", f"(?:{by}) (?:{noun})"),
        (WHICH, f"(?:{which}) (?:{noun})"),
        (
            TOP,
            f"{optional_which}{not_more}(?:(?:{most})(?: (?:{number}))?|(?:{number}) (?:{most})) (?:{noun})",
        ),
        (TOP, f"{asked_by}{optional_number}(?:{noun})(?: (?:{having}))? (?:{most})(?: (?:{number}))?"),
        (TOP, f"{asked_by}(?:{noun}) (?:{having})(?= (?:\\w+ ){{1,5}}(?:{most})$)"),
        (SELLING, f"{asked_by}(?:(?:{most}) )?{optional_number}(?:{sold}) (?:{sells})"),
        (SELLING, f"{asked_by}(?:{sells}) {optional_number}(?:{sold})"),
    )
    pieces = [Piece(kind, any_of([pattern]), lambda match: match.lastgroup) for kind, pattern in patterns]
    ranked = joined(text for figure in _RANKING for text in words["figures"].get(figure, ()))
    ranked = rf"(?:{noun}) (?:{by})(?= (?:{ranked})\b)"  # "brands by sales", "countries by orders"
    pieces.append(Piece("split", any_of([ranked]), lambda match: match.lastgroup))
    led = re.compile(rf"\b(?:(?:{by}) (?:{noun})|{joined(_grains(words))})$")
    both_words = joined(words["time"]["both"])
    pieces += [fixed(SIDE_BY_SIDE, by, words["dimensions"][by]) for by in _PAIRED]
    pieces.append(fixed(WHICH, "country", words["by"]["where"]))
    often = joined([*words["fillers"]["superlatives"], *words["fillers"]["often"]])
    returned = joined(selling["returned"])
    most_returned = re.compile(rf"\b(?:{often})(?: (?:{number}))? (?:{returned})$")
    pieces.append(Piece("split", any_of([noun]), partial(_second, most_returned)))
    share_of = re.compile(rf"\b(?:{joined(words['fillers']['share'])})(?: \w{{1,5}})*$")  # "of each"
    pieces.append(Piece("split", any_of([noun]), partial(_of_each, share_of)))
    pieces.append(
        Piece("split", any_of([rf"(?:{noun})(?= (?:{often}) (?:{returned})\b)"]), lambda m: m.lastgroup)
    )
    second = rf"(?:{both_words}) (?:(?:{by}) )?(?:{noun})"
    pieces.append(Piece("split", any_of([second]), partial(_second, led)))
    for unit, text in words["steps"].items():  # "by country and month"
        step = any_of([rf"(?:{both_words}) (?:(?:{by}) )?(?:{joined(text)})"])
        pieces.append(Piece("grain", step, partial(only_after, led, unit)))
    what = joined(selling["what"])
    sellers = rf"(?:(?:{number}) )?(?:{joined(selling['sellers'])})"
    verbs = joined([*selling["bought"], *selling["returned"]])
    bought = joined(selling["bought_what"])
    bought = (
        rf"(?:{bought})(?= .*\b(?:(?:{verbs})(?: \w+){{0,2}} (?:{often})(?! than)|(?:{often}) (?:{verbs}))\b)"
    )
    pieces.append(fixed(SELLING, "product", selling["bought_at_all"]))
    pieces += [fixed(SELLING, "product", [text]) for text in (sellers, f"(?:{what}) (?:{sells})", bought)]
    return [*pieces, fixed(BEST_SELLING, "product", selling["best_selling"])]


def _second(led: re.Pattern[str], match: re.Match[str]) -> str | None:
    """Return the dimension that a match names if `led` is found right before it; None otherwise."""
    return match.lastgroup if led.search(match.string[: match.start()].rstrip()) else None


def _of_each(share_of: re.Pattern[str], match: re.Match[str]) -> str | None:
    """Return the dimension after "share of"; None for "the total of the shop", which is no split by shop."""
    by = _second(share_of, match)
    return None if by == _SHOP else by


def _grains(words: Words) -> list[str]:
    """Return the expressions of all steps in time, such as "by month"."""
    return [piece for text in words["grains"].values() for piece in text]


def best_steps(words: Words) -> list[Piece]:
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
            f"(?:(?:{which}) )?{after}",
        ]
        pieces += [fixed(BEST, unit, [f"(?:{which}) (?:{noun})"]), fixed(TOP_STEP, unit, best)]
    return pieces


def _number_of(words: Words) -> str:
    """Return the expression of a number, in figures or words."""
    return joined([_NUMBER, *(piece for text in words["numbers"].values() for piece in text)])
