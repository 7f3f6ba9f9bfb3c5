"""Two answers to one question, held against each other: what differs, from what to what, by how much."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from engagement.locale import Message, message
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.reports.machine_part import rounded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Two machines add the same numbers in another order: what differs by less than this part is equal.
_NOISE: Final = 1e-10
#: Models of customers are fitted step by step, and end where the last step is small enough.
_NOISE_OF_MODELS: Final = 1e-5
_MODELS: Final = "lifetime_"
#: What is told of a figure: its unit, without which no value can be read, then the value.
_TOLD: Final = (
    "unit", "value", "numerator", "denominator", "n", "low", "high", "currency", "status", "method", "window",
)  # fmt: skip
_EN: Final = translator("en")
_NO_REVIEW: Final[Mapping[str, Any]] = {"statements": [], "sentences": []}


def differences(then: Mapping[str, Any], now: Mapping[str, Any], *, words: bool = True) -> Iterator[Message]:
    """Yield a sentence for each figure, change, finding and table that is not what it was.

    Without `words` the notes of figures and the sentences of a review may be worded otherwise: another
    version of the program wrote them.
    """
    for name in ("as_of", "window"):
        if not alike(then.get(name), now.get(name)):
            yield message(
                "{what}: {old} → {new}.", what=name, old=_days(then.get(name)), new=_days(now.get(name))
            )
    yield from _figures(then["metrics"], now["metrics"], words=words)
    yield from _changes(then, now)
    yield from _findings(then["findings"], now["findings"])
    yield from _review(then.get("review") or _NO_REVIEW, now.get("review") or _NO_REVIEW, words=words)
    yield from _tables(then, now)


def alike(one: Any, other: Any, noise: float = _NOISE) -> bool:
    """Whether two plain values are the same, but for what adding in another order makes of them."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=noise, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key], noise) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(lambda a, b: alike(a, b, noise), one, other))
    return bool(one == other)


def _figures(then: Mapping[str, Any], now: Mapping[str, Any], *, words: bool) -> Iterator[Message]:
    for key in dict.fromkeys([*then, *now]):
        if key not in now:
            yield message("{name} ({key}): in the report, but not in the files.", name=_name(key), key=key)
        elif key not in then:
            yield message("{name} ({key}): in the files, but not in the report.", name=_name(key), key=key)
        else:
            part = next((p for p in _TOLD if not alike(then[key].get(p), now[key].get(p))), None)
            if part is not None:
                yield _moved(key, part, then[key], now[key])
            elif words and then[key].get("notes") != now[key].get("notes"):
                yield message(
                    "{name} ({key}): its notes are not those that the files give.", name=_name(key), key=key
                )


def _moved(key: str, part: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Message:
    """Say from what to what a figure, or another number of it, has gone."""
    was, is_now = then.get(part), now.get(part)
    old, new = (_number(part, told.get(part), told) for told in (then, now))
    if old == new:  # what differs lies behind the digits that people read
        old, new = str(was), str(is_now)
    name = _name(key) if part == "value" else f"{_name(key)}, {part}"
    if isinstance(was, int | float) and isinstance(is_now, int | float):
        by = _by(part, is_now - was, then)
        return message("{name} ({key}): {old} → {new}, {by}.", name=name, key=key, old=old, new=new, by=by)
    return message("{name} ({key}): {old} → {new}.", name=name, key=key, old=old, new=new)


def _number(part: str, value: Any, told: Mapping[str, Any]) -> str:
    if isinstance(value, int | float) and part in {"value", "low", "high"}:
        return _EN.value(value, told["unit"], told["currency"])
    return _EN.number(value) if isinstance(value, int | float) else _days(value)


def _by(part: str, difference: float, told: Mapping[str, Any]) -> str:
    if part in {"value", "low", "high"} and told["unit"] == "money":
        said = _EN.signed(difference, "money", told["currency"])
        if any(digit in said for digit in "123456789"):
            return said
    return f"{difference:+.6g}"


def _changes(then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Message]:
    """Yield what became of changes, of figures whose own value is as it was."""
    for key in then["changes"].keys() & now["changes"].keys():
        one, other = then["changes"][key], now["changes"][key]
        figures = [side["metrics"].get(key, {}) for side in (then, now)]
        same = all(alike(figures[0].get(part), figures[1].get(part)) for part in _TOLD)
        if same and not alike(one, other):
            part = next(p for p in dict.fromkeys([*one, *other]) if not alike(one.get(p), other.get(p)))
            yield message(
                "{name} ({key}), its change, {part}: {old} → {new}.",
                name=_name(key), key=key, part=part, old=str(one.get(part)), new=str(other.get(part)),
            )  # fmt: skip


def _findings(then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> Iterator[Message]:
    old, new = ([found["sentence"] for found in findings] for findings in (then, now))
    for said in old:
        if said not in new:
            yield message("What stands out, in the report alone: {said}", said=said)
    for said in new:
        if said not in old:
            yield message("What stands out, in the files alone: {said}", said=said)


def _review(then: Mapping[str, Any], now: Mapping[str, Any], *, words: bool) -> Iterator[Message]:
    """Yield what a review states or says otherwise; the numbers of statements count, whatever the words."""
    old, new = ({_id_of(one): one for one in side["statements"]} for side in (then, now))
    for name in dict.fromkeys([*old, *new]):
        if not alike(old.get(name), new.get(name)):
            yield message("The review, {statement}: its numbers are not those of the files.", statement=name)
    if not words:
        return
    for said in then["sentences"]:
        if said not in now["sentences"]:
            yield message("The review, in the report alone: {said}", said=said)
    for said in now["sentences"]:
        if said not in then["sentences"]:
            yield message("The review, in the files alone: {said}", said=said)


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
    if isinstance(old, dict) or isinstance(new, dict):  # too large to be held: a digest alone
        if old != new:
            yield message("Table {name}: its rows are not those that were read.", name=name)
        return
    if len(old) != len(new):
        yield message("Table {name}: {old} rows → {new} rows.", name=name, old=len(old), new=len(new))
    noise = _NOISE_OF_MODELS if name.startswith(_MODELS) else _NOISE
    apart = [at for at, (a, b) in enumerate(zip(old, new, strict=False)) if not alike(a, b, noise)]
    if not apart:
        return
    one, other = old[apart[0]], new[apart[0]]
    column = next(c for c in dict.fromkeys([*one, *other]) if not alike(one.get(c), other.get(c), noise))
    yield message(
        "Table {name}: {n} row differs, the first is row {row}, {column}: {old} → {new}.",
        "Table {name}: {n} rows differ, the first is row {row}, {column}: {old} → {new}.",
        n=len(apart), name=name, row=apart[0] + 1, column=column,
        old=_cell(one.get(column)), new=_cell(other.get(column)),
    )  # fmt: skip


def _cell(value: Any) -> str:
    return str(rounded(value)) if isinstance(value, float) and abs(value) < 1 else str(value)


def _days(value: Any) -> str:
    return " – ".join(map(str, value.values())) if isinstance(value, dict) else str(value)


def _name(key: str) -> str:
    return str(DEFINITIONS[key].metric.name) if key in DEFINITIONS else key
