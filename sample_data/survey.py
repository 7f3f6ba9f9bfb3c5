"""The answers to the survey after a purchase, as Typeform exports them."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import TYPE_CHECKING

from sample_data import comments

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from sample_data.behaviour import Answer, Customer

RECOMMEND = "How likely are you to recommend Lume & Filo to a friend or colleague?"
EASE = "Lume & Filo made it easy for me to find and buy what I wanted."
HEARD = "How did you first hear of us?"
COMMENT = "What should we do better?"
EMAIL = "Your e-mail address, if we may write back"
#: A hidden field, which the link to the survey fills in.
HIDDEN = "country"

_HEARD = (
    ("Instagram", 34),
    ("A friend", 26),
    ("Search engine", 22),
    ("A magazine", 10),
    ("The shop in Milan", 8),
)
_LANGUAGE = {"IT": "it", "ES": "es", "PL": "pl", "DE": "de"}


def export(dice: Random, customers: Iterable[Customer]) -> bytes:
    """Write the export, oldest answer first."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(
        [
            *("#", RECOMMEND, EASE, HEARD, COMMENT, EMAIL, HIDDEN),
            *("Start Date (UTC)", "Submit Date (UTC)", "Network ID"),
        ]
    )
    answers = sorted((a for c in customers for a in c.answers), key=lambda a: a.at)
    writer.writerows(_row(dice, answer) for answer in answers)
    return text.getvalue().encode()


def _row(dice: Random, answer: Answer) -> list[str]:
    begun = answer.at - timedelta(seconds=dice.randint(35, 240))
    (heard,) = dice.choices([h for h, _ in _HEARD], [w for _, w in _HEARD])
    return [
        f"{dice.getrandbits(128):032x}",
        str(answer.recommend),
        str(answer.ease) if dice.random() < 0.97 else "",
        heard,
        _comment(dice, answer) if dice.random() < 0.55 else "",
        answer.person.email if answer.leaves_email else "",
        answer.person.country.code,
        f"{begun:%Y-%m-%d %H:%M:%S}",
        f"{answer.at:%Y-%m-%d %H:%M:%S}",
        f"{dice.getrandbits(40):010x}",
    ]


def _comment(dice: Random, answer: Answer) -> str:
    words = comments.WORDS[_LANGUAGE.get(answer.person.country.code, "en")]
    mood = "glad" if answer.recommend >= 9 else "cross" if answer.recommend <= 6 else "so so"
    openings, details = words[mood]
    parts = [dice.choice(openings), *dice.sample(details, dice.choice((1, 1, 2)))]
    return " ".join(parts).format(item=dice.choice(words["items"]))
