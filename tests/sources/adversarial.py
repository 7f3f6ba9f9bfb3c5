"""Texts made against a regular expression: what it may repeat, repeated, and an end that fits nothing."""

from __future__ import annotations

import importlib
import pkgutil
import re
from itertools import islice, product
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

#: A letter for each class of letters that a pattern may name.
_OF_CLASS = {
    c.CATEGORY_DIGIT: "7", c.CATEGORY_NOT_DIGIT: "x", c.CATEGORY_SPACE: " ", c.CATEGORY_NOT_SPACE: "x",
    c.CATEGORY_WORD: "a", c.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
#: Ends after which hardly anything matches.
_ENDS = ("", "\x00", "!", "\n\x00", "@", "é")
_MOST_ATTACKS = 60


def patterns(packages: Iterable[str]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield every compiled pattern that a module of these packages holds, however deep, and where."""
    seen: set[tuple[Any, int]] = set()
    for name in packages:
        package = importlib.import_module(name)
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if "migrations" in found.name or found.name.endswith("__main__"):
                continue
            module = importlib.import_module(found.name)
            for at, value in vars(module).items():
                for pattern in _within(value, 4):
                    if (pattern.pattern, pattern.flags) not in seen:
                        seen.add((pattern.pattern, pattern.flags))
                        yield f"{found.name}.{at}", pattern


def _within(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from _within(part, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            yield from _within(part, depth - 1)
    elif depth and hasattr(value, "__dict__") and type(value).__module__.startswith("engagement"):
        for part in vars(value).values():
            yield from _within(part, depth - 1)


def attacks(pattern: re.Pattern[Any]) -> list[Callable[[int], str]]:
    """Return makers of texts of a given length against a pattern."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(
        text,
        pattern.flags
        & ~re.DEBUG
        & ~re.LOCALE
        & (re.IGNORECASE | re.MULTILINE | re.DOTALL | re.VERBOSE | re.ASCII),
    )
    units = dict.fromkeys(unit for unit in _units(list(tree)) if unit)
    begin = _sample(list(tree))[:200]
    several = [*units, *(a + b for a, b in product(list(units)[:6], repeat=2) if a != b), *" a0.,-_:/\"'"]
    parts = product(dict.fromkeys(several), _ENDS, ("", begin))
    made = [_maker(start, unit, end) for unit, end, start in parts]
    return list(islice(made, _MOST_ATTACKS * len(_ENDS)))


def _maker(start: str, unit: str, end: str) -> Callable[[int], str]:
    return lambda length: start + unit * (length // len(unit)) + end


def _units(tree: list[Any]) -> Iterator[str]:
    """A sample of whatever is repeated, the innermost last."""
    for op, value in tree:
        if op in {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}:
            inner = list(value[2])
            if value[1] > 3:
                yield _sample(inner)
                yield from _letters(inner)
            yield from _units(inner)
        elif op is c.SUBPATTERN:
            yield from _units(list(value[3]))
        elif op is c.BRANCH:
            for branch in value[1]:
                yield from _units(list(branch))
        elif op in {c.ASSERT, c.ASSERT_NOT}:
            yield from _units(list(value[1]))
        elif op is c.ATOMIC_GROUP:
            yield from _units(list(value))


def _letters(tree: list[Any]) -> Iterator[str]:
    """Each letter that a repeated class names."""
    for op, value in tree:
        if op is c.IN:
            for kind, what in value[:12]:
                if kind is c.LITERAL:
                    yield chr(what)
                elif kind is c.RANGE:
                    yield chr(what[0])
                elif kind is c.CATEGORY:
                    yield _OF_CLASS[what]


def _sample(tree: list[Any]) -> str:
    """A text that matches, near enough."""
    return "".join(_one(op, value) for op, value in tree)


def _one(op: Any, value: Any) -> str:
    if op is c.LITERAL:
        result = chr(value)
    elif op is c.NOT_LITERAL:
        result = "a" if value != ord("a") else "b"
    elif op is c.ANY:
        result = "a"
    elif op is c.IN:
        result = _of_class(value)
    elif op in {c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT}:
        result = _sample(list(value[2])) * max(1, min(value[0], 5))
    elif op is c.SUBPATTERN:
        result = _sample(list(value[3]))
    elif op is c.BRANCH:
        result = _sample(list(value[1][0]))
    elif op is c.ATOMIC_GROUP:
        result = _sample(list(value))
    else:
        result = ""
    return result


def _of_class(items: list[Any]) -> str:
    if items[0][0] is c.NEGATE:
        not_these = re.compile(f"[{''.join(_written(item) for item in items[1:])}]")
        return next((letter for letter in "a0 x-.,!" if not not_these.match(letter)), "é")
    kind, what = items[0]
    if kind is c.RANGE:
        return chr(what[0])
    return _OF_CLASS[what] if kind is c.CATEGORY else chr(what)


def _written(item: tuple[Any, Any]) -> str:
    kind, what = item
    if kind is c.LITERAL:
        return re.escape(chr(what))
    if kind is c.RANGE:
        return f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
    return {
        c.CATEGORY_DIGIT: r"\d", c.CATEGORY_NOT_DIGIT: r"\D", c.CATEGORY_SPACE: r"\s",
        c.CATEGORY_NOT_SPACE: r"\S", c.CATEGORY_WORD: r"\w", c.CATEGORY_NOT_WORD: r"\W",
    }[what]  # fmt: skip
