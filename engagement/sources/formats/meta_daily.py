"""Meta Business Suite: the daily figures of a page or account, one metric a file.

The file says `sep=,`, then a title that alone names the metric ("Facebook follows", "Views"), then
two columns of which the second is always called `Primary`. Files of one page merge by day later.
`Audience.csv` stacks blocks of other tables; only its days are read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.model import Format
from engagement.sources.networks import network_in
from engagement.sources.social import audience, instants, same
from engagement.sources.social_columns import columns_for, is_total
from engagement.sources.social_words import fold

if TYPE_CHECKING:
    from engagement.sources.cells import Cells
    from engagement.sources.model import RawTable

_PRIMARY: Final = frozenset(
    {"primary", "primario", "primaria", "primar", "principale", "principal", "podstawowy"}
)
_REPEATED: Final = message("This day has a file of its own")
_SPLIT: Final = message("This row splits people by age, gender or place; it is not a day")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{4}")
_MIDNIGHT: Final = re.compile(r"\d{4}-\d\d-\d\dT00:00:00")

#: What a title may speak of, the most telling word first; the figures that no column holds are named
#: too, lest "Minutes viewed" be taken for views.
_REACH: Final = (
    r"reach|viewer|copertura|spettator|alcance|espectador|zasieg|widz|reichweite|zuschauer|betrachter"
    r"|couverture|portee|spectateur"
)
_METRICS: Final[tuple[tuple[str, str], ...]] = (
    ("", r"minut|second|watch time|unfollow|earning|guadagn|ganancia|demograph|reaction|message"),
    ("clicks", r"click|\bclic|klick|klik|clique"),
    ("reach", _REACH),
    ("interactions", r"interac|interaz|interak|engagement"),
    ("visits", r"visit|wizyt|odwiedz|besuch|acesso"),
    ("new_followers", r"follow|segui|obserw|abonn|iscritt"),
    ("impressions", r"impres"),
    ("views", r"view|visualiz|wyswietl|aufruf|\bvues?\b|odtworz|reproduc|riproduz"),
)
_PATTERNS: Final = tuple((name, re.compile(pattern)) for name, pattern in _METRICS)


def fits(raw: RawTable) -> float:
    """How surely this is a file of one daily metric: a day and one figure under a title."""
    if len(raw.columns) not in (2, 3) or not columns_for(raw.columns[:1], "date"):
        return 0.0
    if fold(raw.columns[1]) in _PRIMARY:
        return 0.95
    first = raw.data.column(0).drop_null().to_pylist()[:50]
    midnights = sum(_MIDNIGHT.match(cell) is not None for cell in first)
    excel = any(line.casefold().startswith("sep=") for line in raw.preamble)
    return 0.9 if excel and _title(raw) and first and midnights > len(first) / 2 else 0.0


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read one figure a day under the name that the title gives it."""
    raw = cells.raw
    if _stacked(raw):
        return _nothing_of_stack(cells)
    title = _title(raw)
    metric = _metric(title) or _metric(raw.file)
    instant = instants(cells, "date")
    if metric is None:
        cells.warn(
            message(
                "The title {title} names nothing that is used here; the rows are read but not shown",
                title=title or raw.file,
            )
        )
        return {}
    figure = cells.integer(raw.columns[1])
    return audience(
        cells, "meta_daily", {"network": _network(cells, title), "instant": instant, metric: figure}
    )


def _stacked(raw: RawTable) -> bool:
    """Whether the file is a stack of tables (Audience.csv): rows above the header or below the days."""
    above = sum("," in line for line in raw.preamble if not line.casefold().startswith("sep="))
    first = raw.data.column(0).drop_null().to_pylist()
    below = sum(not _DAY.match(cell) and not is_total(cell) for cell in first)
    return above > 1 or below > 1


def _nothing_of_stack(cells: Cells) -> dict[str, pa.Table]:
    """Set all rows of a stack aside: its days stand in a file of their own, the rest are no days.

    The stack does not say whose days they are, so reading them would count a day twice.
    """
    first = cells.raw.data.column(0).to_pylist()
    is_day = pa.array([_DAY.match(cell or "") is not None for cell in first], pa.bool_())
    cells.set_aside(is_day, _REPEATED, cells.raw.columns[0])
    cells.set_aside(pc.invert(is_day), _SPLIT, cells.raw.columns[0])
    cells.warn(
        message(
            "The file stacks several tables: people by age and place, and days that have a file of their "
            "own. Nothing of it is used; add the file of follows instead"
        )
    )
    return {}


def _title(raw: RawTable) -> str:
    """Return the last line above the header that says something, without its quotes."""
    lines = [line.strip().strip('",;\t ') for line in raw.preamble]
    return next((line for line in reversed(lines) if line and not line.casefold().startswith("sep=")), "")


def _metric(words: str) -> str | None:
    """Return the figure that a title or a file name speaks of, or None."""
    folded = fold(words.removesuffix(".csv"))
    return next((name for name, pattern in _PATTERNS if pattern.search(folded)), None) or None


def _network(cells: Cells, title: str) -> pa.Array:
    network = network_in(title) or network_in(cells.raw.file)
    if network is None:
        cells.warn(message("The file does not say Facebook or Instagram; it is read as Facebook"))
    return same(cells, network or "facebook")


FORMAT: Final = Format(
    key="meta_daily",
    platform="Meta Business Suite",
    kind="social",
    read=read,
    fits=fits,
    signature=(frozenset({"date", "primary"}),),
)
