"""From files to a view in two calls: `engagement.read` and `engagement.measure`."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engagement.metrics.model import Question
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.sources.importing.sandbox import read_files
from engagement.sources.model.raw_table import SourceError
from engagement.store.sales.joined import everywhere
from engagement.store.versions.named_shops import as_name, with_shop_name
from engagement.store.versions.put_together import put_together

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa

    from engagement.money.exchange_rates import Rates
    from engagement.sources.model.account import Imported
    from engagement.store.sales.joined import JoinedAnswer


def read(
    *paths: str | Path, key: bytes | None = None, shops: Mapping[str, str] | None = None
) -> list[Imported]:
    """Read files in a child process with limits. Raises `SourceError` for the first that cannot be read.

    People are replaced by pseudonyms made with `key`, 32 secret bytes; without one a random key is used, so
    that pseudonyms of different calls do not match. `shops` is the shop or brand of a file's orders, by
    file name: orders of two shops with the same number are two orders.
    """
    files = [(Path(path), Path(path).name) for path in paths]
    imported: list[Imported] = []
    for result in read_files(files, key=key or secrets.token_bytes(32)):
        if isinstance(result, SourceError):
            raise result
        imported += result
    return in_shops(imported, shops or {})


def in_shops(imported: Iterable[Imported], shops: Mapping[str, str]) -> list[Imported]:
    """Return imported files with the shop's name in the rows of each file that has one."""
    return [_in_shop(file, as_name(shops.get(file.report.file, ""))) for file in imported]


def _in_shop(imported: Imported, name: str) -> Imported:
    if not name:
        return imported
    tables = {key: with_shop_name(table, name) for key, table in imported.tables.items()}
    apart = (
        None
        if imported.separate is None
        else {key: with_shop_name(table, name) for key, table in imported.separate.items()}
    )
    return replace(imported, tables=tables, separate=apart)


def measure(
    imported: Iterable[Imported],
    *,
    days: int | None = 365,
    question: Question | None = None,
    rates: Rates | None = None,
    sales: JoinedAnswer | None = None,
) -> OwnersView:
    """Return the view of imported files, for the last `days` days (None: all) or for `question`.

    `imported` is what `read` returns. Rows that several files share count once, as in a workspace: the file
    with the later last day wins, and of two with the same last day the later one. A `Question` states other
    days, filters, the currency, refunds and the comparison; `days` is then ignored. Money is in its currency,
    else in that of most orders; `rates` convert the currencies that they list. A sale that two sources have
    counts once if that is certain; `sales` decides for all of them: "once" or "apart".

    >>> measure([], question=Question(days=90, net=True)).question.net
    True
    """
    asked = Question(days=days) if question is None else question
    return view_of(tables_of(imported, sales), asked, rates=rates)


def tables_of(imported: Iterable[Imported], sales: JoinedAnswer | None = None) -> dict[str, pa.Table]:
    """Return the canonical tables of imported files, by name; `sales` as for `measure`."""
    parts: dict[str, list[pa.Table]] = {}
    for file in sorted(imported, key=lambda read: read.report.last_day or 0):
        for name, table in file.mergeable.items():
            parts.setdefault(name, []).append(table)
    return put_together(parts, everywhere(parts, sales))[0]
