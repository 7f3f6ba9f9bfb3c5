"""Two reports as plain values, compared: each difference as a sentence with the old and the new value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import Message, message
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.reports.machine_part import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Relative tolerance: two machines may add the same numbers in another order.
_NOISE: Final = 1e-10
#: Relative tolerance for tables of fitted models, whose iteration stops at a tolerance of its own.
_NOISE_OF_MODELS: Final = 1e-5
_MODELS: Final = "lifetime_"
#: The parts of a figure that are compared. The unit is first, as no value can be written without it.
_PARTS: Final = (
    "unit", "value", "numerator", "denominator", "n", "low", "high", "currency", "status", "method", "window",
)  # fmt: skip
_EN: Final = translator("en")
_NO_REVIEW: Final[Mapping[str, Any]] = {"statements": [], "sentences": []}


def differences(then: Mapping[str, Any], now: Mapping[str, Any], *, words: bool = True) -> Iterator[Message]:
    """Yield a sentence for each figure, change, finding, review statement and table that differs.

    `then` and `now` are reports as `machine_part.answered` returns them. With `words=False` the notes of
    figures and the sentences of a review are not compared: another version of the program may word them
    otherwise.
    """
    for name in ("as_of", "window"):
        if not almost_equal(then.get(name), now.get(name)):
            yield message(
                "{what}: {old} → {new}.", what=name, old=_days(then.get(name)), new=_days(now.get(name))
            )
    yield from _figures(then["metrics"], now["metrics"], words=words)
    yield from _changes(then, now)
    yield from _findings(then["findings"], now["findings"])
    yield from _review(then.get("review") or _NO_REVIEW, now.get("review") or _NO_REVIEW, words=words)
    yield from _tables(then, now)


def almost_equal(first: Any, other: Any, noise: float = _NOISE) -> bool:
    """Return whether two JSON values are equal, with numbers compared to the relative tolerance `noise`."""
    if isinstance(first, bool) or isinstance(other, bool):
        return first is other
    if isinstance(first, int | float) and isinstance(other, int | float):
        return math.isclose(first, other, rel_tol=noise, abs_tol=1e-12)
    if isinstance(first, dict) and isinstance(other, dict):
        return first.keys() == other.keys() and all(
            almost_equal(first[key], other[key], noise) for key in first
        )
    if isinstance(first, list) and isinstance(other, list):
        return len(first) == len(other) and all(map(lambda a, b: almost_equal(a, b, noise), first, other))
    return bool(first == other)


def _figures(then: Mapping[str, Any], now: Mapping[str, Any], *, words: bool) -> Iterator[Message]:
    for key in dict.fromkeys([*then, *now]):
        if key not in now:
            yield message("{name} ({key}): in the report, but not in the files.", name=_name(key), key=key)
        elif key not in then:
            yield message("{name} ({key}): in the files, but not in the report.", name=_name(key), key=key)
        else:
            part = next((p for p in _PARTS if not almost_equal(then[key].get(p), now[key].get(p))), None)
            if part is not None:
                yield _moved(key, part, then[key], now[key])
            elif words and then[key].get("notes") != now[key].get("notes"):
                yield message(
                    "{name} ({key}): its notes are not those that the files give.", name=_name(key), key=key
                )


def _moved(key: str, part: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Message:
    """Return a sentence with the old and the new value of one part of a figure, and their difference."""
    was, is_now = then.get(part), now.get(part)
    old, new = (_number(part, figure.get(part), figure) for figure in (then, now))
    if old == new:  # what differs lies behind the digits that people read
        old, new = str(was), str(is_now)
    name = _name(key) if part == "value" else f"{_name(key)}, {part}"
    if isinstance(was, int | float) and isinstance(is_now, int | float):
        difference = _difference_text(part, is_now - was, then)
        return message(
            "{name} ({key}): {old} → {new}, {by}.", name=name, key=key, old=old, new=new, by=difference
        )
    return message("{name} ({key}): {old} → {new}.", name=name, key=key, old=old, new=new)


def _number(part: str, value: Any, figure: Mapping[str, Any]) -> str:
    if isinstance(value, int | float) and part in {"value", "low", "high"}:
        return _EN.value(value, figure["unit"], figure["currency"])
    return _EN.number(value) if isinstance(value, int | float) else _days(value)


def _difference_text(part: str, difference: float, figure: Mapping[str, Any]) -> str:
    if part in {"value", "low", "high"} and figure["unit"] == "money":
        amount = _EN.signed(difference, "money", figure["currency"])
        if any(digit in amount for digit in "123456789"):
            return amount
    return f"{difference:+.6g}"


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    """Yield the changes since the period before that differ, of figures whose own parts are all equal."""
    for key in then["changes"].keys() & now["changes"].keys():
        change, other = then["changes"][key], now["changes"][key]
        figures = [report["metrics"].get(key, {}) for report in (then, now)]
        same = all(almost_equal(figures[0].get(part), figures[1].get(part)) for part in _PARTS)
        if same and not almost_equal(change, other):
            part = next(
                p for p in dict.fromkeys([*change, *other]) if not almost_equal(change.get(p), other.get(p))
            )
            yield message(
                "{name} ({key}), its change, {part}: {old} → {new}.",
                name=_name(key), key=key, part=part, old=str(change.get(part)), new=str(other.get(part)),
            )  # fmt: skip


def _findings(then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    old, new = ([finding["sentence"] for finding in findings] for findings in (then, now))
    for sentence in old:
        if sentence not in new:
            yield message("What stands out, in the report alone: {said}", said=sentence)
    for sentence in new:
        if sentence not in old:
            yield message("What stands out, in the files alone: {said}", said=sentence)


def _review(then: Mapping[str, Any], now: Mapping[str, Any], *, words: bool) -> Iterator[Message]:
    """Yield statements of the review whose numbers differ and, with `words`, sentences that differ."""
    old, new = (
        {_id_of(statement): statement for statement in review["statements"]} for review in (then, now)
    )
    for name in dict.fromkeys([*old, *new]):
        if not almost_equal(old.get(name), new.get(name)):
            yield message("The review, {statement}: its numbers are not those of the files.", statement=name)
    if not words:
        return
    for sentence in then["sentences"]:
        if sentence not in now["sentences"]:
            yield message("The review, in the report alone: {said}", said=sentence)
    for sentence in now["sentences"]:
        if sentence not in then["sentences"]:
            yield message("The review, in the files alone: {said}", said=sentence)


def _id_of(statement: Mapping[str, Any]) -> str:
    return " ".join(str(statement[part]) for part in ("kind", "key", "by", "segment") if statement.get(part))


def _tables(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    old = {**then["tables"], **then.get("digests", {})}
    new = {**now["tables"], **now.get("digests", {})}
    for name in dict.fromkeys([*old, *new]):
        if name not in new:
            yield message("Table {name}: in the report, but not in the files.", name=name)
        elif name not in old:
            yield message("Table {name}: in the files, but not in the report.", name=name)
        else:
            yield from _table(name, old[name], new[name])


def _table(name: str, old: Any, new: Any) -> Iterator[Message]:
    if isinstance(old, dict) or isinstance(new, dict):  # too large for the page, which has only a digest
        if old != new:
            yield message("Table {name}: its rows are not those that were read.", name=name)
        return
    if len(old) != len(new):
        yield message("Table {name}: {old} rows → {new} rows.", name=name, old=len(old), new=len(new))
    noise = _NOISE_OF_MODELS if name.startswith(_MODELS) else _NOISE
    apart = [
        index for index, (a, b) in enumerate(zip(old, new, strict=False)) if not almost_equal(a, b, noise)
    ]
    if not apart:
        return
    old_row, other = old[apart[0]], new[apart[0]]
    column = next(
        c for c in dict.fromkeys([*old_row, *other]) if not almost_equal(old_row.get(c), other.get(c), noise)
    )
    yield message(
        "Table {name}: {n} row differs, the first is row {row}, {column}: {old} → {new}.",
        "Table {name}: {n} rows differ, the first is row {row}, {column}: {old} → {new}.",
        n=len(apart), name=name, row=apart[0] + 1, column=column,
        old=_cell(old_row.get(column)), new=_cell(other.get(column)),
    )  # fmt: skip


def _cell(value: Any) -> str:
    return str(rounded(value)) if isinstance(value, float) and abs(value) < 1 else str(value)


def _days(value: Any) -> str:
    return " – ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _name(key: str) -> str:
    return str(DEFINITIONS[key].metric.name) if key in DEFINITIONS else key
