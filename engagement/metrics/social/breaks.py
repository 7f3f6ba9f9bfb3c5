"""Where a figure of posts changes its definition: a network counts differently, or its columns change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.locale import message
from engagement.metrics.model import SeriesBreak
from engagement.metrics.social.figures import ENGAGED, ONE, SHOWN
from engagement.metrics.social.posts import DAYS, POSTS, figures_by_network
from engagement.metrics.sums.group_sums import collect
from engagement.metrics.words.network_names import network_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from engagement.metrics.core.scope import Scope
    from engagement.metrics.social.figures import Carried
    from engagement.metrics.social.posts import Facts

#: The consecutive rows that must lack a column before its first or after its last value; gaps are no
#: breaks.
_FEWEST: Final = 10
_OLD_AND_NEW: Final = ("impressions", "views")
_NAMES: Final = {
    "impressions": message("impressions"),
    "views": message("views"),
    "reach": message("reach"),
    "clicks": message("clicks"),
    "likes": message("likes"),
    "comments": message("comments"),
    "shares": message("shares"),
    "saves": message("saves"),
    "interactions": message("interactions"),
    "conversions": message("conversions"),
}


def breaks(scope: Scope, facts: Facts, networks: Collection[str] | None = None) -> tuple[SeriesBreak, ...]:
    """Return the days on which the figure of these facts changes its definition, whatever the window.

    For all networks, or for these alone, as far as the question's filters include them.
    """
    wanted = None if networks is None else frozenset(networks)
    filtered = dict(scope.question.filters).get("network")
    if filtered:
        wanted = frozenset(filtered) if wanted is None else wanted & frozenset(filtered)
    key = ("series breaks", facts, scope.standing_used, wanted)
    return scope.data.remember(key, lambda: _breaks(scope, facts, wanted))


def _breaks(scope: Scope, facts: Facts, wanted_networks: Collection[str] | None) -> tuple[SeriesBreak, ...]:
    sources = facts.sources(scope.data)
    found: list[SeriesBreak] = []
    for table, networks in ((POSTS, sources.posts), (DAYS, sources.days)):
        what = figures_by_network(scope.data, table)
        for network in networks:
            if wanted_networks is not None and network not in wanted_networks:
                continue
            names = _columns(what, network, facts, scope)
            rows = scope.frame(table).filter(nw.col("network") == network, ~nw.col("day").is_null())
            network_rows = collect(
                rows.select("day", **{f"{n}_": (~nw.col(n).is_null()).cast(nw.Int64) for n in names})
            )
            day = np.asarray(network_rows["day"], dtype=np.int64)
            order = np.argsort(day, kind="stable")
            says = {n: np.asarray(network_rows[f"{n}_"], dtype=bool)[order] for n in names}
            found.extend(_of_network(network, day[order], says))
    return tuple(sorted(found, key=lambda series_break: (series_break.day, str(series_break.why))))


def _columns(what: Carried, network: str, facts: Facts, scope: Scope) -> list[str]:
    names: list[str] = []
    for figure in (facts.figure(scope.data), facts.below):
        if figure == ENGAGED:
            names += what.parts(network)
        elif figure == SHOWN or figure in _OLD_AND_NEW:
            names += [name for name in _OLD_AND_NEW if what.has(network, name)]
        elif figure != ONE:
            names.append(figure)
    return list(dict.fromkeys(names))


def _of_network(
    network: str, day: NDArray[np.int64], says: dict[str, NDArray[np.bool_]]
) -> Sequence[SeriesBreak]:
    called = network_name(network)
    found = []
    if set(_OLD_AND_NEW) <= set(says):
        old, new = (says.pop(name) for name in _OLD_AND_NEW)
        after = np.flatnonzero(new & ~old)
        before = np.flatnonzero(old & ~new)
        if before.size and after.size and day[before[0]] < day[after[-1]]:
            first = int(day[after[np.searchsorted(day[after], day[before[0]], side="right")]])
            why = message("{network} counts views instead of impressions from here on", network=called)
            found.append(SeriesBreak(first, why))
    for name, is_stated in says.items():
        stated_rows = np.flatnonzero(is_stated)
        if not stated_rows.size:
            continue
        what = _NAMES[name]
        if stated_rows[0] >= _FEWEST:
            begins = message("{network}: the files say {figure} from here on", network=called, figure=what)
            found.append(SeriesBreak(int(day[stated_rows[0]]), begins))
        if is_stated.size - 1 - stated_rows[-1] >= _FEWEST:
            ends = message("{network}: the files say no {figure} any more", network=called, figure=what)
            found.append(SeriesBreak(int(day[stated_rows[-1] + 1]), ends))
    return found
