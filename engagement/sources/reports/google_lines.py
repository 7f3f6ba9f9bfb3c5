"""The lines that Google Analytics puts above a table: which site, which visitors, which days.

Both generations start them with "#". Universal Analytics gives view, report and days between two
rules; Google Analytics 4 gives report, account and property, and below them the visitors counted
and a start and an end date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from engagement.sources.meaning.vocabularies import ONLY_GA4, SOCIAL, WEB
from engagement.sources.reports import days_covered
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from engagement.sources.model.raw_table import RawTable

_RULE: Final = re.compile(r"[-=_\s]*\Z")
_NAMED: Final = re.compile(r"(?P<name>[^:]{2,40}):\s*(?P<value>.*)\Z")
_DATED: Final = re.compile(r"(?:19|20)\d{6}(?:\s*[-–]\s*(?:19|20)\d{6})?\Z")
_SITE: Final = frozenset(map(fold, words("google-lines")["site"]))
_EVERYBODY: Final = frozenset(map(fold, words("google-lines")["everybody"]))
#: Universal Analytics stopped, the paid kind last, before this day; version 4 began with the other.
_ONLY_4_FROM: Final = date(2024, 7, 2)
_ONLY_UA_UNTIL: Final = date(2020, 10, 14)


@dataclass(frozen=True, slots=True)
class LinesAbove:
    """`titles` are the lines that say neither a name with a value nor a date."""

    titles: tuple[str, ...]
    site: str | None
    segment: str | None
    named: bool


def above(raw: RawTable) -> LinesAbove | None:
    """Return the parts of the lines above a table; None if they are not Google's."""
    lines = [line.strip('",;\t ') for line in raw.preamble]
    comments = [line[1:].strip() for line in lines if line.startswith("#")]
    if not any(_DATED.search(line) for line in comments):
        return None
    rules = [place for place, line in enumerate(comments) if len(line) > 2 and _RULE.match(line)]
    titles = [line for line in comments if line and not _RULE.match(line) and not _DATED.search(line)]
    named = [match for line in titles if (match := _NAMED.match(line))]
    site = next((f["value"].strip() for f in named if fold(f["name"]) in _SITE), None)
    below = comments[rules[1] + 1 :] if len(rules) > 1 else []
    return LinesAbove(
        titles=tuple(titles),
        site=site or None,
        segment=_segment(below),
        named=any(_NAMED.match(line) for line in comments if _DATED.search(line)),
    )


def generation(raw: RawTable) -> int:
    """Return the version of Google Analytics, 4 or 3 (Universal); 0 if the table is not known to be of it."""
    by_concept = WEB.find(raw.columns)
    columns = by_concept.keys()
    lines = above(raw)
    if any(name in columns for name in ONLY_GA4) and (lines or _only_4(raw.columns, columns & set(ONLY_GA4))):
        return 4
    universal = "bounce_rate" in columns and any(_OLD.search(fold(c)) for c in raw.columns)
    if lines is None:
        return 3 if universal else 0
    if lines.named:
        return 4
    period = days_covered.stated_period(raw)
    if period is not None and (period.last >= _ONLY_4_FROM or period.last < _ONLY_UA_UNTIL):
        return 4 if period.last >= _ONLY_4_FROM else 3
    return 3 if universal or not _NEW.search(" ".join(map(fold, raw.columns))) else 4


def _only_4(columns: Sequence[str], headers: AbstractSet[str]) -> bool:
    """Whether two figures of version 4 stand in a table of visits, one of them named as no other tool does.

    Tools for posts and advertisements also have engagement rates and conversions.
    """
    words = [fold(column) for column in columns]
    is_own = headers & _PROOFS or ("key_events" in headers and any(_KEY_EVENTS.search(w) for w in words))
    posted = SOCIAL.columns_for(columns, *_POSTED)
    return len(headers) > 1 and bool(is_own) and not posted


#: Figures of version 4 whose names no other tool has.
_PROOFS: Final = frozenset({"engaged_sessions", "goal_rate", "active_users"})
_KEY_EVENTS: Final = re.compile(
    r"\bkey events?\b|eventi chiave|eventos (?:clave|principais|chave)|kluczow\w+ zdarze|schlusselereignis"
    r"|evenements cles|belangrijke gebeurtenissen"
)
#: What only posts have.
_POSTED: Final = ("likes", "shares", "saves", "reach", "followers", "follows", "post_id", "permalink")
#: Figures that only one of the two has.
_OLD: Final = re.compile(
    r"new sessions|pages? (?:per )?(?:session|visit)|avg session|goal (?:completions|conversion|value)"
    r"|nuevas sesiones|nuove sessioni|neue sitzungen|nouvelles sessions|nowych sesji|novas sessoes"
    r"|pagin\w* (?:per )?sess?i|seiten sitzung|nieuwe sessies|pagina s sessie|durchschn|duracion media|durata"
)
_NEW: Final = re.compile(r"\bviews\b|event count|total users|key event|conteggio eventi|ereignisan")


def _segment(lines: Sequence[str]) -> str | None:
    """Return the segment of visitors that the table is limited to; None for all visitors."""
    text_lines = [line for line in lines if line and not _RULE.match(line) and not _DATED.search(line)]
    name = next((line for line in text_lines if not _NAMED.match(line)), None)
    return None if name is None or fold(name) in _EVERYBODY else name
