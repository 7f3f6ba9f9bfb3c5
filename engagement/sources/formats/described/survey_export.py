"""Exports of survey answers, one row per submission: which columns are not questions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow.compute as pc

from engagement.sources.formats.format import Format
from engagement.sources.orders.rows import names
from engagement.sources.surveys.response_rows import responses, tell_unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.described.order_columns import Names
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.surveys.respondents import Layout


def survey_export(
    *,
    platform: str,
    export: str,
    layout: Layout,
    signature: Sequence[Names] = (),
    fits: Callable[[RawTable], float] | None = None,
    prepare: Callable[[RawTable], RawTable] | None = None,
    check: Callable[[Cells], None] | None = None,
) -> Format:
    """Return the format of an export of answers, one row per submission; its key is the layout's source.

    `fits` and `prepare` are those of `Format`. `check` is called with the typed cells before the answers are
    read: it sets aside rows that are not answers (previews) and reports doubts.
    """
    return Format(
        key=layout.source,
        platform=platform,
        export=export,
        kind="surveys",
        signature=tuple(names(*columns) for columns in signature),
        fits=fits,
        prepare=prepare,
        read=partial(_read, layout=layout, check=check),
    )


def _read(cells: Cells, *, layout: Layout, check: Callable[[Cells], None] | None) -> Mapping[str, pa.Table]:
    if check is not None:
        check(cells)
    if cells.has(*layout.finished):
        tell_unfinished(cells, pc.is_null(cells.text(*layout.finished)))
    return responses(cells, layout)
