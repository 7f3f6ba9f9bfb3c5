"""The results that the Overview needs: computed in advance, stored beside the version's objects.

Only figures and possible choices are stored, never rows: readings, trends, changes, breakdowns, findings,
and the names of columns and of their values. The file is valid for one version, its exchange rates, and
exactly this code.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engagement.caching import kept_files
from engagement.caching.code_digest import code_digest
from engagement.caching.plain_results import NotPlainError, PlainResults
from engagement.locale import Message, Typed
from engagement.metrics.core.data import Coverage
from engagement.metrics.findings import findings
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.model import Change, PublicNote, Question, Reading, ReadScale, Window
from engagement.metrics.retention.pooled_cohorts import DifferentCohort
from engagement.metrics.sums.periods import Periods
from engagement.metrics.views.overview import overview_keys, totals
from engagement.statistics.proportions import Expected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.core.data import Data
    from engagement.metrics.views.owners import OwnersView

#: The periods and grains that the filter bar offers.
_OFFERED: Final = (
    *(Question(days=days) for days in (365, 182, 91, 730, None)),
    *(Question(grain=grain) for grain in ("week", "quarter")),
)
_PLAIN: Final = PlainResults(
    [
        *(Message, Typed, PublicNote, Window, ReadScale, Question, Reading, Change, Coverage, Periods),
        *(DifferentCohort, Expected, *findings.KINDS),
    ]
)
#: The results that are stored, by their key or its first element.
_WHOLE: Final = frozenset(
    {"locked", "locked_tables", "currencies", "customer dimensions", "dimensions of lines"}
)
_BY_FIRST: Final = frozenset({"columns", "coverage", "filled", "split by", "standing out", "values"})
_OF_SCOPE: Final = frozenset({"reading", "trend", "change", "breakdown"})


def compute(view: OwnersView, *, every_period: bool) -> None:
    """Compute what the Overview and its filter bar need: for the usual period, or for every one offered."""
    usual = view.ask(Question(days=view.usual_days()))
    _compute_figures(usual)
    keys = overview_keys(usual)
    for key in (*totals(usual), *keys):
        usual.customer_dimensions(key)
        for dimension in (*usual.dimensions(key), *usual.line_dimensions(key)):
            usual.values(dimension)
    usual.currencies()
    for finding in standing_out(usual, keys):  # expensive, so for one period only
        _compute_sentence(usual, finding)
    for question in _OFFERED if every_period else ():
        _compute_figures(view.ask(question))


def _compute_figures(view: OwnersView) -> None:
    for key in overview_keys(view):
        view.reading(key)
        view.trend(key, trailing=view.metric(key).trailing)
        view.change(key)
    for key in totals(view):
        view.reading(key)
        view.change(key)


def _compute_sentence(view: OwnersView, finding: findings.Finding) -> None:
    """Compute what a finding's sentence names in addition to the finding."""
    if finding.key in view.keys():  # noqa: SIM118 - a method, not a dict
        view.reading(finding.key)
    if isinstance(finding, findings.SegmentFinding):
        view.breakdown(finding.key, finding.by)


def keep(data: Data) -> bool:
    """Store the results of a version; return whether they are stored. Raises OSError on a failed write."""
    files, results = _files(data), [*_packed(data.memory.results())]
    return bool(files and results) and kept_files.write(_name(data), files, results)


def _packed(results: Sequence[tuple[object, object]]) -> Iterator[bytes]:
    """Yield the results that can be stored as bytes, each after its key."""
    for key, result in results:
        if _is_kept(key):
            with suppress(NotPlainError):
                yield from (_PLAIN.packed(key), _PLAIN.packed(result))


def read(data: Data) -> bool:
    """Load the results that this code stored for this version; return whether there were any."""
    files = _files(data)
    if not files or not any(files[0].parent.glob(f"{data.digest}*{kept_files.SUFFIX}")):
        return False
    name = _name(data)
    packed = kept_files.read(name, files)
    if packed is None:
        return False
    try:
        keys = [_PLAIN.unpacked(key) for key in packed[::2]]
        results = {
            key: partial(_PLAIN.unpacked, result) for key, result in zip(keys, packed[1::2], strict=True)
        }
    except (ValueError, TypeError) as fault:
        kept_files.ignored(name, fault)
        return False
    data.memory.add({key: result for key, result in results.items() if _is_kept(key)})
    return True


def _is_kept(key: object) -> bool:
    if not isinstance(key, tuple):
        return key in _WHOLE
    first = key[0] if key else None
    return (isinstance(first, tuple) and bool(first) and first[0] in _OF_SCOPE) or first in _BY_FIRST


def _name(data: Data) -> str:
    return f"{data.digest}-{code_digest()}"


def _files(data: Data) -> list[Path]:
    """Return the objects of a version of the store; [] for tables from elsewhere."""
    objects = [file for source in data.sources.values() if isinstance(source, tuple) for file in source]
    return [file for file in objects if isinstance(file, Path)] if data.digest else []
