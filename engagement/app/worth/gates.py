"""The gates of the forecast in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.app.ui.reader import say, words
from engagement.locale import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


_NAMES: Final[Mapping[str, Message]] = {
    "customers": message("Customers"),
    "repeaters": message("Customers who ordered on a second day"),
    "months": message("Months of history"),
    "converged": message("Best parameters were found"),
    "no_parameter_at_bound": message("No parameter runs off without end"),
    "leaving": message("Mean chance to leave after an order"),
    "holdout_error": message("Off when the last quarter was held out"),
}

_OF_THE_FIT: Final[Mapping[str, Message]] = {
    "converged": message("No parameters were found that explain these orders best."),
    "no_parameter_at_bound": message("The orders do not follow the model: a parameter runs off without end."),
    "leaving": message("By these orders customers hardly ever leave, so how long they stay cannot be told."),
}


def gate_table(gates: pd.DataFrame) -> pd.DataFrame:
    """Return the table of gates with names in the reader's language."""
    return gates.assign(gate=[say(_NAMES[str(gate)]) for gate in gates["gate"]])


def in_words(gates: pd.DataFrame) -> list[Message]:
    """Return a sentence for each gate that failed; gates that were not evaluated have none."""
    failed = gates[~gates["passed"].astype(bool) & gates["value"].notna()]
    return [_sentence(str(gate), float(value), float(needed)) for gate, value, needed in
            zip(failed["gate"], failed["value"], failed["needed"], strict=True)]  # fmt: skip


def _sentence(gate: str, value: float, needed: float) -> Message:
    if gate in _OF_THE_FIT:
        return _OF_THE_FIT[gate]
    t = words()
    found, least = t.number(value, 1 if gate == "months" else 0), t.number(needed, 0)
    if gate == "customers":
        return message("There are {found} customers; it takes {least}.", found=found, least=least)
    if gate == "repeaters":
        return message(
            "{found} customers have ordered on a second day; it takes {least}.", found=found, least=least
        )
    if gate == "months":
        return message("The orders go back {found} months; it takes {least}.", found=found, least=least)
    return message(
        "When the last quarter was held out, the forecast was off by {off}; at most {most} will do.",
        off=t.percent(value, 0),
        most=t.percent(needed, 0),
    )
