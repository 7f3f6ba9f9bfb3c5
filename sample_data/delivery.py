"""The answers to the survey on the delivery, as SurveyMonkey exports them, unfinished ones too."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from random import Random

    from sample_data.behaviour import Customer

SATISFIED: Final = (
    "How satisfied are you with the delivery of your order? (1 = very dissatisfied, 5 = very satisfied)"
)
MORE: Final = "What would make you order more often? Choose all that apply."
OPTIONS: Final = ("More colours", "Free returns", "Gift wrapping", "Faster delivery")
_LIKED: Final = (0.42, 0.35, 0.18, 0.28)
_SCORES: Final = ((1, 4), (2, 7), (3, 15), (4, 38), (5, 36))
#: Of orders, how many are asked and answer; of those, who stops before the first question that counts, and
#: who lets the tool keep the address.
_ANSWERS, _STOPS, _NAMED = 0.11, 0.09, 0.9
_PERSONAL: Final = ("IP Address", "Email Address", "First Name", "Last Name")


def export(dice: Random, customers: Iterable[Customer]) -> bytes:
    """Write the export, oldest answer first: what is said goes with nothing that anybody buys."""
    last = datetime.combine(findings.LAST_DAY, datetime.min.time())
    rows = []
    for customer in customers:
        for ordered in customer.orders:
            at = ordered + timedelta(days=dice.uniform(3, 8))
            if dice.random() < _ANSWERS and at < last:
                email = customer.person.email if dice.random() < _NAMED else ""
                rows.append((at, _row(dice, at, email)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    begin = ("Respondent ID", "Collector ID", "Start Date", "End Date", *_PERSONAL)
    writer.writerow([*begin, SATISFIED, MORE, *("" for _ in OPTIONS[1:])])
    writer.writerow([*("" for _ in begin), "Response", *OPTIONS])
    for number, (_, row) in enumerate(sorted(rows, key=lambda each: each[0])):
        writer.writerow([str(118_400_000_000 + number * 7_919), *row])
    return text.getvalue().encode()


def _row(dice: Random, at: datetime, email: str) -> list[str]:
    begun = at - timedelta(seconds=dice.randint(25, 150))
    (score,) = dice.choices([s for s, _ in _SCORES], [w for _, w in _SCORES])
    said = "" if dice.random() < _STOPS else str(score)
    ticked = [option if dice.random() < liked else "" for option, liked in zip(OPTIONS, _LIKED, strict=True)]
    if not said and not any(ticked):  # whoever opened the survey alone is in no export
        ticked[0] = OPTIONS[0]
    when = (f"{moment:%m/%d/%Y %I:%M:%S %p}" for moment in (begun, at))
    return ["441220917", *when, "", email, "", "", said, *ticked]
