"""Google Forms, Responses > Download responses (or the linked sheet saved as CSV).

The first column is the time of submission, named in the language of the form's owner; then the e-mail
address if it was collected, and the questions word for word. Rows have no id. An Italian file writes times
as 19.07.17.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.lookalikes import counted_answers
from engagement.sources.meaning.header_words import is_asked, words, words_of
from engagement.sources.meaning.survey_topics import topic_of
from engagement.sources.meaning.vocabularies import DIMENSIONS, TIMES, WEB
from engagement.sources.orders import columns as order_columns
from engagement.sources.orders import rows as order_rows
from engagement.sources.orders.values import are_prices
from engagement.sources.surveys.respondents import Layout
from engagement.sources.text.brackets import grid_columns
from engagement.sources.text.column_names import normalise
from engagement.sources.values import dates, numbers
from engagement.sources.values.looks import begin_like_dates
from engagement.sources.values.texts import clean, is_missing
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from engagement.sources.model.raw_table import RawTable

_TIMES: Final = (
    "Timestamp",
    "Informazioni cronologiche",
    "Marca temporal",
    "Sygnatura czasowa",
    "Horodateur",
    "Zeitstempel",
    "Carimbo de data/hora",
    "Tijdstempel",
    "Tidstämpel",
    "Tidsstempel",
    "Tidsmerke",
    "Aikaleima",
    "Časová značka",
    "Časová pečiatka",
    "Időbélyeg",
    "Marcaj de timp",
    "Vremenska oznaka",
    "Zaman damgası",  # noqa: RUF001 - Turkish
    "Χρονική σήμανση",
    "Отметка времени",
    "Позначка часу",
    "Клеймо за време",
    "טביעת זמן",
    "חותמת זמן",
    "طابع زمني",
    "Dấu thời gian",
    "ประทับเวลา",
    "タイムスタンプ",
    "时间戳记",
    "時間戳記",
    "타임스탬프",
)
#: Headers of logs, orders and posts, which may also begin with a time stamp but are not forms.
_NOT_A_FORM: Final = frozenset(
    {"order id", "order number", "order", "invoice", "invoice number", "total", "amount", "quantity"}
    | {"impressions", "reach", "views", "likes", "shares", "followers", "post id", "permalink", "level"}
)
#: Headers that ask for a rating in a word.
_MARK: Final = re.compile(patterns("review-columns")["mark"])
#: Words for things that are counted, not asked.
_COUNTED: Final = words_of("counted-words", "counted")
_A_SENTENCE: Final = 4
_LOOKED_AT: Final = 200
#: The number of evenly spaced moments that cannot be chance.
_ENOUGH: Final = 8
_ORDERS: Final[tuple[Literal["day", "month"], ...]] = ("day", "month")
_LAYOUT = Layout("google_forms", submitted=_TIMES)


def _fits(raw: RawTable) -> float:
    """Return 1 if the first column is a form's time stamp and the others are not orders, logs or counts."""
    names = [normalise(name) for name in raw.columns]
    if len(names) < 2 or names[0] not in {normalise(name) for name in _TIMES} or _NOT_A_FORM & set(names):
        return 0.0
    times = raw.data.column(0).slice(0, _LOOKED_AT).drop_null().to_pylist()
    if not times:
        return 1.0
    if _takes_money(raw):
        return 0.0
    return (
        1.0
        if begin_like_dates(times) and not _is_log(raw, times) and not counted_answers.are_counts(raw)
        else 0.0
    )


def _takes_money(raw: RawTable) -> bool:
    """Return whether a form takes orders: it has amounts under a header that is not a question."""
    name = order_columns.find(raw).get("amount")
    return (
        name is not None
        and not is_asked(name)
        and are_prices(order_columns.sample(raw, raw.columns.index(name)))
    )


def _is_log(raw: RawTable, times: Sequence[str]) -> bool:
    """Return whether a program wrote the rows: they have counts, or come at regular intervals."""
    named = list(zip(raw.columns, raw.data.columns, strict=True))[1:]
    if any(is_asked(name) or len(name.split()) >= _A_SENTENCE for name, _ in named) or grid_columns(
        raw.columns
    ):
        return False
    if _counts_visits(raw) or _at_even_steps(times):
        return True
    if any(order_rows.are_events(_texts(column)) for _, column in named):
        return True
    return any(map(_texts, raw.data.columns[1:])) and not any(_is_asked(*column) for column in named)


def _is_asked(name: str, column: pa.ChunkedArray) -> bool:
    """Return whether a column has answers in words, or numbers under a header that asks for a rating."""
    if not _numbers(column):
        return bool(_texts(column))
    return topic_of(fold(name, marks=True)) is not None or _MARK.search(fold(name, marks=True)) is not None


def _counts_visits(raw: RawTable) -> bool:
    """Return whether a numeric column is named after visits, views, sales or a count."""
    counted = (name for name in raw.columns[1:] if words(name) & _COUNTED)
    if any(_numbers(raw.data.column(raw.columns.index(name))) for name in counted):
        return True
    return any(
        _numbers(raw.data.column(raw.columns.index(name)))
        for concept, columns in WEB.find(raw.columns).items()
        if concept not in (*DIMENSIONS, *TIMES, "currency")
        for name in columns
    )


def _at_even_steps(times: Sequence[str]) -> bool:
    """Return whether all times are the same interval apart, as people's answers are not."""
    for order in _ORDERS:
        parsed = [dates.parse(clean(text), order) for text in times]
        moments = sorted({moment for moment in parsed if isinstance(moment, datetime)})
        steps = {later - earlier for earlier, later in pairwise(moments)}
        if len(moments) >= _ENOUGH and len(steps) == 1:
            return True
    return False


def _numbers(column: pa.ChunkedArray) -> bool:
    texts = _texts(column)
    return bool(texts) and all(numbers.take_apart(text) is not None for text in texts)


def _texts(column: pa.ChunkedArray) -> list[str]:
    cells = column.slice(0, _LOOKED_AT).drop_null().to_pylist()
    return [text for cell in cells if (text := clean(cell)) and not is_missing(text)]


FORMAT = survey_export(
    platform="Google Forms", export="Responses > Download responses (.csv)", layout=_LAYOUT, fits=_fits
)
