"""The text of a chart's tooltip: at most three lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.charts.base.text import fold, plain
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.charts.base.scale import ValueFormat

LEVEL: Final = 0.95
#: The width in pixels from which a name is wrapped, so that it stays within the figure.
_WIDEST: Final = 330


def hover(
    title: str,
    value: float,
    interval: tuple[float | None, float | None],
    counts: tuple[float | None, float | None, int],
    value_format: ValueFormat,
    remarks: Sequence[str] = (),
) -> str:
    """Return the bold title with its remarks, the value with its interval, and the counts.

    `counts` are numerator, denominator and n. "k of n" is only written for shares.
    """
    lines = ["<b>" + "<br>".join(plain(part) for part in fold(title, _WIDEST)) + "</b>"]
    lines[0] = ", ".join([lines[0], *(plain(remark) for remark in remarks)])
    lines.append(_value(value, interval, value_format))
    if value_format.unit != "count":
        lines.append(_counts(counts, value_format))
    return "<br>".join(lines)


def _value(value: float, interval: tuple[float | None, float | None], value_format: ValueFormat) -> str:
    low, high = interval
    if low is None or high is None:
        return value_format.full(value)
    digits = {"share": 1, "percent": 1, "points": 0, "days": 0, "count": 0}.get(value_format.unit, 2)
    level = plain(value_format.t.percent(LEVEL, 0))
    return f"{value_format.full(value)} · {level}: {value_format.words(low, high, digits)}"


def _counts(counts: tuple[float | None, float | None, int], value_format: ValueFormat) -> str:
    numerator, denominator, n = counts
    if value_format.unit == "share" and numerator is not None and denominator is not None:
        return plain(value_format.t.t(message("{part} of {whole}", part=numerator, whole=denominator)))
    return plain(value_format.t.t(message("n = {count}", count=n)))
