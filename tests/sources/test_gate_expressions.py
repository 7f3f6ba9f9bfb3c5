"""No regular expression of ours takes long over any text that somebody makes against it."""

from __future__ import annotations

import re
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.sources.adversarial import attacks, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.gate

#: Longer than what people write; what takes too long by the square of it is seen by then.
LENGTH = 4_000
MOST_SECONDS = 0.25
#: All texts against one expression.
MOST_OF_ONE = 30
_USES = ("match", "fullmatch", "search", "sub", "split", "finditer", "findall", "subn")
# Strings are split too, by the same word.
_LENT = re.compile(rf"\b(?!re\.)[a-z]\w*\.({'|'.join(set(_USES) - {'split'})})\(")
_CODE = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts): file.read_text()
    for file in sorted((ROOT / "engagement").rglob("*.py"))
}


def uses(name: str) -> set[str]:
    """How the program looks with a pattern of this name; in every way where it is handed on."""
    module, _, short = name.rpartition(".")
    looks = re.compile(rf"\b{short}\.({'|'.join(_USES)})\b")
    code = _CODE.get(module, "")
    own = set(looks.findall(code))
    others = {use for code in _CODE.values() for use in looks.findall(code)}
    # A name with a dash is of one module alone, which looks with it by the name of a loop or a parameter.
    lent = set(_LENT.findall(code)) if short.startswith("_") else others
    return own or lent or {"match", "search"}


def measured(pattern: re.Pattern[str], used: set[str]) -> Iterator[tuple[float, str, str]]:
    """How long each use takes over each text; one that takes a second is broken off."""

    def late(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    try:
        for attack in attacks(pattern):
            text = attack(LENGTH)
            for use in used:
                begun = time.process_time()
                signal.setitimer(signal.ITIMER_REAL, 2)
                try:
                    if use in {"sub", "subn"}:
                        pattern.sub("", text)
                    elif use == "finditer":
                        list(pattern.finditer(text))
                    else:
                        getattr(pattern, use)(text)
                except TimeoutError:
                    pass
                finally:
                    signal.setitimer(signal.ITIMER_REAL, 0)
                yield time.process_time() - begun, use, f"{text[:40]!r}…{text[-6:]!r}"
    finally:
        signal.signal(signal.SIGALRM, before)


def test_no_expression_takes_long_over_a_text_made_against_it():
    slow, count, worst = [], 0, 0.0
    for name, pattern in patterns(["engagement"]):
        if not isinstance(pattern.pattern, str):
            continue
        count += 1
        begun = time.process_time()
        for seconds, use, text in measured(pattern, uses(name)):
            worst = max(worst, seconds)
            if seconds > MOST_SECONDS:
                slow.append(f"{name}.{use} {seconds:.2f} s on {text}")
                break
            if time.process_time() - begun > MOST_OF_ONE:
                slow.append(f"{name}: not all of its texts were tried")
                break
    print(f"{count} expressions, texts of {LENGTH} letters; the slowest took {worst:.3f} s")  # noqa: T201
    assert slow == []
