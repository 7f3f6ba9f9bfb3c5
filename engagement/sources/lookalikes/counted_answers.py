"""Tables in which each cell counts answers: one row per day or product, one column per answer.

Read as answers, each row would be one respondent who answers "14". Without respondents, no figures of a
survey can be computed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.meaning.answer_scales import read_words
from engagement.sources.orders import columns
from engagement.sources.orders.columns import sample
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.model.raw_table import RawTable

_PATTERNS: Final = patterns("other-lists-patterns")
_PROMOTERS: Final = re.compile(_PATTERNS["promoters"])
_DETRACTORS: Final = re.compile(_PATTERNS["detractors"])
#: A step of a scale as the header of a column: 4, "4 stars", "Score 4", "★★★★".
_WORD: Final = f"(?:{_PATTERNS['step']})"
_STEP: Final = re.compile(rf"(?:(?:{_WORD} )?(?:count )?(\d\d?)(?: {_WORD})?(?: count)?)")
#: Names of columns of scores.
_SCORED: Final = re.compile(rf"\b{_WORD}\b|{_PATTERNS['scored']}")
#: Names of columns of counts, if the answers are below each other.
_COUNT: Final = re.compile(
    r"(?:(?:number|no|count|numero|n|nr|total|cantidad|quantidade|liczba|ilosc|anzahl|nombre|aantal)"
    rf" (?:of |di |de |d |der )?)?(?:{_PATTERNS['counted']})"
)
#: The option after the question in "How was it?: Very good" and "How was it? [Very good]".
_TAIL: Final = re.compile(r"\[([^\]]+)\]\s*$|[:?]\s*([^:?]+)$")
_STARS: Final = re.compile(r"\s*(?:[★⭐]\ufe0f?\s*)+")
_HIGHEST: Final = 10
_LOOKED_AT: Final = 200
_FEWEST: Final = 3
_MOST_BESIDE: Final = 3


def are_counts(raw: RawTable) -> bool:
    """Return whether the cells count answers, and rows are not people."""
    if raw.rows == 0 or columns.find(raw).keys() & {"email", "phone", "customer"}:
        return False
    counting = [place for place in range(len(raw.columns)) if _are_whole_numbers(sample(raw, place))]
    return _answers_across(raw, counting) or _answers_down(raw, counting)


def _answers_across(raw: RawTable, counting: Sequence[int]) -> bool:
    """Return whether the headers of columns of counts are the answers to one question."""
    # A header may consist of signs only (★★★).
    heads = {place: fold(_tail(raw.columns[place])) or raw.columns[place] for place in counting}
    promoters = [p for p, head in heads.items() if _PROMOTERS.search(head)]
    detractors = [p for p, head in heads.items() if _DETRACTORS.search(head)]
    if promoters and detractors:
        return _more_than_one(raw, [*promoters, *detractors])
    steps = {p: step for p in counting if (step := _step(raw.columns[p], heads[p])) is not None}
    values = sorted(steps.values())
    run = len(values) >= _FEWEST and values == list(range(values[0], values[0] + len(values)))
    if run and values[0] <= 1 and values[-1] <= _HIGHEST:
        # If the headers are numbered questions, the cells are answers.
        return _beyond_scale(raw, list(steps)) or _by_day(raw) or _summed_up(raw, list(steps), counting)
    worded = _worded(heads)
    return bool(worded) and _more_than_one(raw, worded)


def _worded(heads: Mapping[int, str]) -> list[int]:
    """Return the consecutive columns whose headers are the labels of one scale."""
    labels = {p: head for p, head in heads.items() if head and not any(map(str.isdigit, head))}
    for skipped in range(_MOST_BESIDE + 1):
        for some in (list(labels)[skipped:], list(labels)[: len(labels) - skipped]):
            worded = read_words([labels[p] for p in some], [1] * len(some)) if len(some) >= _FEWEST else None
            if worded is not None and None not in worded.scores:
                return some
    return []


def _step(name: str, head: str) -> int | None:
    """Return the step of a scale in a header ("4 stars"); None without one."""
    if _STARS.fullmatch(name):
        return sum(sign in "★⭐" for sign in name)
    match = _STEP.fullmatch(head)
    return None if match is None else int(match[1])


def _tail(name: str) -> str:
    match = _TAIL.search(name)
    return name if match is None else (match[1] or match[2])


def _more_than_one(raw: RawTable, places: Sequence[int]) -> bool:
    """Return whether any row counts several answers; a single 1 in a row would be a respondent's choice."""
    return any(total > 1 for total in _totals(raw, places))


def _beyond_scale(raw: RawTable, places: Sequence[int]) -> bool:
    return any(_number(cell) > _HIGHEST for place in places for cell in _cells(raw, place))


def _by_day(raw: RawTable) -> bool:
    """Return whether each row is a different day."""
    date = columns.find(raw).get("date")
    texts = [] if date is None else sample(raw, raw.columns.index(date))
    return len(texts) > 1 and len(set(texts)) == len(texts) and not any(":" in text for text in texts)


def _summed_up(raw: RawTable, places: Sequence[int], counting: Sequence[int]) -> bool:
    """Return whether another column has the total."""
    totals = _totals(raw, places)
    others = (p for p in counting if p not in places)
    return any(totals) and any(list(map(_number, _cells(raw, place))) == totals for place in others)


def _totals(raw: RawTable, places: Sequence[int]) -> list[int]:
    return [sum(map(_number, row)) for row in zip(*(_cells(raw, p) for p in places), strict=True)]


def _answers_down(raw: RawTable, counting: Sequence[int]) -> bool:
    """Return whether each row is an answer with its number, perhaps by day."""
    counts = [p for p in counting if _COUNT.fullmatch(fold(raw.columns[p]))]
    if len(counts) != 1 or len(raw.columns) > _MOST_BESIDE + 1:
        return False
    for place in range(len(raw.columns)):
        texts = sample(raw, place)
        if place in counts or len(set(texts)) < 2:
            continue
        named = _SCORED.search(fold(raw.columns[place])) is not None
        scale = named and _are_whole_numbers(texts) and set(map(int, texts)) <= set(range(_HIGHEST + 1))
        labels = list(dict.fromkeys(texts))
        if scale or (len(labels) >= _FEWEST and read_words(labels, [1] * len(labels)) is not None):
            return True
    return False


def _cells(raw: RawTable, place: int) -> list[str | None]:
    return [cell and cell.strip() for cell in raw.data.column(place).slice(0, _LOOKED_AT).to_pylist()]


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isdecimal() else 0


def _are_whole_numbers(texts: Sequence[str]) -> bool:
    return bool(texts) and all(text.isdecimal() and len(text) < 9 for text in texts)
