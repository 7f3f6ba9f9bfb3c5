"""Meta Business Suite: daily figures of a page or account, one metric per file.

The file has the line `sep=,`, a title that names the metric ("Facebook follows", "Views"), and two columns,
the second always called `Primary`. Files of one page are merged by day later. Facebook's and Instagram's
files may have the same title ("Views"): the network is then taken from the other files of the upload
(`drops`), or asked for. `Audience.csv` stacks tables: total followers, which no other file of Meta has;
people by age and place; and days that are also in a file of their own.

Code, because the title above the table names the figure.
"""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.meaning.networks import UNKNOWN, network_in
from engagement.sources.meaning.vocabularies import SOCIAL, is_total
from engagement.sources.model.hints import Doubt
from engagement.sources.social.posts_and_days import audience, instants, same
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

KEY: Final = "meta_daily"
_PRIMARY: Final = frozenset(
    {"primary", "primario", "primaria", "primar", "principale", "principal", "podstawowy"}
)
_REPEATED: Final = message("This day has a file of its own")
_SPLIT: Final = message("This row splits people by age, gender or place; it is not a day")
#: Words for age, gender and place, by which blocks of Audience.csv split people.
_PEOPLE: Final = re.compile(
    r"\bage\b|gender|\bcit(?:y|ies)|countr|\btop pages?\b|\beta\b|genere|citta|paes[ei]"
    r"|edad|genero|sexo|ciudad|pais"
    r"|wiek|plec|miast|kraj|alter|geschlecht|stadt|stadte|lander|\bage et|sexe|villes?|pays|idade|cidade"
)
#: Meta's name of the column with the total number of followers: "IG_ACCOUNT,FOLLOW,UNIQUE_USERS".
_IN_ALL: Final = re.compile(r"\w+,\s*FOLLOW\w*,\s*UNIQUE_USERS", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{4}")
_MIDNIGHT: Final = re.compile(r"\d{4}-\d\d-\d\dT00:00:00")

_REACH: Final = (
    r"reach|viewer|copertura|spettator|alcance|espectador|zasieg|widz|reichweite|zuschauer|betrachter"
    r"|couverture|portee|spectateur"
)
#: The words of titles by figure; the first match counts. The first pattern, without a name, is for titles of
#: figures that are not read, so that "Minutes viewed" is not taken for views.
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
    """Return a score: a day and one figure under a title."""
    if not _is_meta(raw):
        return 0.95 if _has_days(raw) and fold(raw.columns[1]) in _PRIMARY else 0.0
    if _counts_followers(raw) or _splits_people(raw):
        return 0.95
    if not _has_days(raw):
        return 0.0
    if fold(raw.columns[1]) in _PRIMARY:
        return 0.95
    first = raw.data.column(0).drop_null().to_pylist()[:50]
    midnights = sum(_MIDNIGHT.match(cell) is not None for cell in first)
    return 0.9 if _title(raw) and first and midnights > len(first) / 2 else 0.0


def _is_meta(raw: RawTable) -> bool:
    return any(line.casefold().startswith("sep=") for line in raw.preamble)


def _has_days(raw: RawTable) -> bool:
    return len(raw.columns) in (2, 3) and bool(SOCIAL.columns_for(raw.columns[:1], "date"))


def _counts_followers(raw: RawTable) -> bool:
    """Return whether the table holds only the total number of followers."""
    single = len(raw.columns) == 1 and raw.rows == 1
    return single and bool(_IN_ALL.fullmatch(raw.columns[0]) or _metric(_title(raw)) == "new_followers")


def _splits_people(raw: RawTable) -> bool:
    return not _has_days(raw) and _PEOPLE.search(fold(_title(raw))) is not None


def read(cells: Cells) -> dict[str, pa.Table]:
    """Read one figure per day under the name in the title, or the total number of followers."""
    raw = cells.raw
    if _is_meta(raw) and _counts_followers(raw):
        return _followers(cells)
    if _stacked(raw) or _splits_people(raw):
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
    return audience(cells, KEY, _whose(cells, title) | {"instant": instant, metric: figure})


def _followers(cells: Cells) -> dict[str, pa.Table]:
    """Return total followers; they are of the day of the export, which the file does not state."""
    raw = cells.raw
    today = datetime.now().date()
    cells.warn(message("The file names no day; its number of followers is taken as that of {day}", day=today))
    instant = pa.array([datetime.combine(today, time.min)] * raw.rows, pa.timestamp("us"))
    return audience(
        cells,
        KEY,
        _whose(cells, _title(raw)) | {"instant": instant, "followers": cells.integer(raw.columns[0])},
    )


def _stacked(raw: RawTable) -> bool:
    """Return whether days are part of Audience.csv, which does not state their account."""
    beside = any(_PEOPLE.search(fold(line)) for line in raw.preamble if line != _title(raw))
    first = raw.data.column(0).drop_null().to_pylist()
    below = sum(not _DAY.match(cell) and not is_total(cell) for cell in first)
    return below > 1 or (beside and network_in(_title(raw)) is None)


def _nothing_of_stack(cells: Cells) -> dict[str, pa.Table]:
    """Set aside all rows of a part of Audience.csv: people by age and place, or days.

    The days are also in a file of their own, and Audience.csv does not state their account: reading them
    would count a day twice.
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
    """Return the last non-blank line above the header, without its quotes."""
    lines = [line.strip().strip('",;\t ') for line in raw.preamble]
    return next((line for line in reversed(lines) if line and not line.casefold().startswith("sep=")), "")


def _metric(words: str) -> str | None:
    """Return the figure that a title or file name refers to, or None."""
    title = fold(words.removesuffix(".csv"))
    return next((name for name, pattern in _PATTERNS if pattern.search(title)), None) or None


def _whose(cells: Cells, title: str) -> dict[str, pa.Array]:
    """Return the columns for the network: from the title, the file name, or a person's answer.

    Else the network is unknown, with a doubt, and the file's name as the account keeps files apart.
    """
    named = network_in(title) or network_in(cells.raw.file)
    given_network = cells.hints.network
    if named is not None or given_network is not None:
        if named is None:
            cells.ledger.doubt(Doubt("network", "", (), given_network))
        return {"network": same(cells, named or given_network)}
    sentence = message(
        "Nothing says whether {title} is Facebook's or Instagram's. Say which; until then it counts only "
        "where no other file has this figure",
        title=title or cells.raw.file,
    )
    cells.ledger.doubt(Doubt("network", "", (), None, sentence))
    return {"network": same(cells, UNKNOWN), "account": same(cells, cells.raw.file)}


def _content(raw: RawTable) -> str:
    """Return title and rows as a text: an answer about one such file must not apply to another."""
    cells = (cell or "" for column in raw.data.columns for cell in column.to_pylist())
    return "\x1f".join((_title(raw), *cells)) if network_in(_title(raw)) is None else _title(raw)


FORMAT: Final = Format(
    key=KEY,
    platform="Meta Business Suite",
    export="Insights > Results > Export, one metric a file",
    kind="social",
    read=read,
    fits=fits,
    signature=(frozenset({"date", "primary"}),),
    apart=_content,
)
