"""What is found out once in a run of a page, and never kept beyond it.

Each part of a page asks who looks, and in which language; the answer cannot change while one run draws.
A run is that of the whole page or of a fragment. Where no page runs (a download, a route), nothing is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Found = TypeVar("Found")

#: Under this name a session's context carries what its run has found, beside what is new in every run.
_CARRIED: Final = "_engagement_within_run"


@dataclass(frozen=True, slots=True)
class _Carried:
    """What a run has found, and what tells it from any other run."""

    run: object
    found: dict[Hashable, Any] = field(default_factory=dict)


def known(key: Hashable, find: Callable[[], Found]) -> Found:
    """Return what this run has found under a key, else find it.

    `key` holds all on which the answer rests that can change within a run.
    """
    found = _found()
    if found is None:
        return find()
    if key not in found:
        found[key] = find()
    known_before: Found = found[key]
    return known_before


def forget() -> None:
    """Find everything anew: a callback ran before the page, or what was found is no longer so."""
    found = _found()
    if found is not None:
        found.clear()


def _found() -> dict[Hashable, Any] | None:
    """Return what the run that draws now has found; None where no page runs."""
    context = get_script_run_ctx(suppress_warning=True)
    # Streamlit makes a coordinator for each run, and one context for all runs that follow each other.
    if context is None or context.parallel_coordinator is None:
        return None
    carried: _Carried | None = vars(context).get(_CARRIED)
    if carried is None or carried.run is not context.parallel_coordinator:
        carried = vars(context)[_CARRIED] = _Carried(context.parallel_coordinator)
    return carried.found
