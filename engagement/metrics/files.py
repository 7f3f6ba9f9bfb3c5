"""From files to a view in two calls: `engagement.read` and `engagement.measure`."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from engagement.metrics.model import Question
from engagement.metrics.view import OwnersView, view_of
from engagement.sources.model import Imported, SourceError
from engagement.sources.sandbox import read_files
from engagement.store.assembly import put_together
from engagement.store.sales import everywhere

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa

    from engagement.metrics.model import Compared, Grain
    from engagement.sources.rates import Rates
    from engagement.store.sales import Answer


def read(*paths: str | Path, key: bytes | None = None) -> list[Imported]:
    """Read files in a child process with limits; raise `SourceError` for the first that cannot be read.

    People become pseudonyms by `key`, 32 secret bytes; without one a new one is drawn, so that
    nobody can be found again in another call.
    """
    files = [(Path(path), Path(path).name) for path in paths]
    imported: list[Imported] = []
    for result in read_files(files, key=key or secrets.token_bytes(32)):
        if isinstance(result, SourceError):
            raise result
        imported += result
    return imported


def measure(
    imported: Iterable[Imported],
    *,
    days: int | None = 365,
    as_of: int | None = None,
    grain: Grain = "month",
    filters: tuple[tuple[str, tuple[str, ...]], ...] = (),
    net: bool = False,
    currency: str | None = None,
    compare: Compared | None = None,
    rates: Rates | None = None,
    sales: Answer | None = None,
) -> OwnersView:
    """Return the view of what was read, for a window of so many days (None: all) up to `as_of`.

    Rows that several files share count once, as in a workspace; a later file wins. Money is read in
    `currency`, else in the leading one; with `rates`, what they list is converted. `compare` is with
    what the window is compared: the same days a year ago, the period before, or (first, last) days of
    one's own; without it, what is like it. A sale that two sources hold counts once where that is
    sure; `sales` says for all: "once", or "apart".
    """
    question = Question(
        days=days,
        as_of=as_of,
        grain=grain,
        filters=filters,
        net=net,
        currency=currency,
        compare=compare,
    )
    parts: dict[str, list[pa.Table]] = {}
    for one in imported:
        for name, table in one.kept.items():
            parts.setdefault(name, []).append(table)
    return view_of(put_together(parts, everywhere(parts, sales))[0], question, rates=rates)
