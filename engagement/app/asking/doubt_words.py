"""The words of the options that a person chooses from to settle a doubt about a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORDS: Final[Mapping[tuple[str, str], Message]] = {
    ("grouping", "number"): message("Rows with the same order number are one order"),
    ("grouping", "moment"): message("Rows of one customer at the same moment are one order"),
    ("grouping", "row"): message("Each row is an order"),
    ("people", "people"): message("They are customers"),
    ("people", "nobody"): message("They do not name customers"),
    ("own", "customer"): message("A customer like any other"),
    ("own", "shop"): message("The shop itself"),
    ("unit", "whole"): message("As they stand"),
    ("unit", "hundredths"): message("Hundredths (cents, pence)"),
    ("unit", "thousands"): message("Thousands"),
    ("amount", "paid"): message("What customers paid"),
    ("amount", "cost"): message("What it cost the shop"),
    ("swapped", "swapped"): message("Day and month changed back"),
    ("swapped", "written"): message("As they stand"),
    ("role", "used"): message("It is read so"),
    ("role", "unused"): message("It is not read"),
    ("encoding", "cp1252"): message("Western European (Windows)"),
    ("encoding", "iso-8859-15"): message("Western European (ISO)"),
    ("encoding", "mac-roman"): message("Western European (Mac)"),
    ("encoding", "cp1250"): message("Central European (Windows)"),
    ("encoding", "iso-8859-2"): message("Central European (ISO)"),
    ("encoding", "mac-latin2"): message("Central European (Mac)"),
    ("encoding", "cp1251"): message("Cyrillic (Windows)"),
    ("encoding", "koi8-r"): message("Cyrillic (KOI8-R)"),
    ("encoding", "mac-cyrillic"): message("Cyrillic (Mac)"),
    ("encoding", "cp1253"): message("Greek (Windows)"),
    ("encoding", "cp1254"): message("Turkish (Windows)"),
    ("refunds", "plus"): message("Amounts above zero were paid back"),
    ("refunds", "minus"): message("Amounts below zero were paid back"),
    ("discount", "percent"): message("A share of the price"),
    ("discount", "amount"): message("An amount of money"),
    ("discount", "none"): message("The prices are without it already"),
    ("signs", "sales"): message("Amounts below zero are sales"),
    ("signs", "refunds"): message("Amounts below zero were paid back"),
}


def option_words(about: str, option: str) -> str | Message:
    """Return the label of an option; one that is a name or word of the file is returned unchanged."""
    return _WORDS.get((about, option), option)
