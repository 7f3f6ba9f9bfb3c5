"""A cache for one run of a page, or of a fragment.

Each part of a page needs the visitor and the language, which cannot change within a run. Outside a run (a
download, a route) nothing is cached.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeVar

from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Found = TypeVar("Found")

#: The attribute of a session's context with the results of its current run.
_CARRIED: Final = "_engagement_within_run"


@dataclass(frozen=True, slots=True)
class _RunResults:
    """The cached results of a run, and the object that identifies the run."""

    run: object
    results: dict[Hashable, Any] = field(default_factory=dict)


def once_in_run(key: Hashable, find: Callable[[], Found]) -> Found:
    """Return the result of `find`, computed once in this run for each key.

    The key must have everything that the result depends on and that can change within a run.
    """
    results = _results()
    if results is None:
        return find()
    if key not in results:
        results[key] = find()
    result: Found = results[key]
    return result


def forget() -> None:
    """Clear the cache: a callback ran before the page, or the results are outdated."""
    results = _results()
    if results is not None:
        results.clear()


def _results() -> dict[Hashable, Any] | None:
    """Return the cached results of the run that runs now; None outside a run."""
    context = get_script_run_ctx(suppress_warning=True)
    # Streamlit makes a coordinator for each run, and one context for all runs that follow each other.
    if context is None or context.parallel_coordinator is None:
        return None
    carried: _RunResults | None = vars(context).get(_CARRIED)
    if carried is None or carried.run is not context.parallel_coordinator:
        carried = vars(context)[_CARRIED] = _RunResults(context.parallel_coordinator)
    return carried.results
