"""All stored data of one person as a ZIP for that person: a readable table for each kind."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.locale import Message, message
from engagement.readable import export
from engagement.readable.canonical_rows import of_rows
from engagement.readable.files import to_csv
from engagement.readable.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale.translator import Translator
    from engagement.store.persons.file_accounts import File

_TABLES: Final[Mapping[str, Message]] = {
    "orders": message("orders"),
    "lines": message("products of orders"),
    "supplements": message("rows that complete orders"),
    "responses": message("survey answers"),
    "members": message("loyalty programme"),
    "consents": message("consent"),
    "recipients": message("messages sent"),
    "sessions": message("visits to the website"),
}
_FILE: Final = message("File")


def as_zip(files: Sequence[File], address: Sequence[str], t: Translator) -> bytes:
    """Return the ZIP.

    `files` are the rows of the person in each imported file, `address` the stored addresses. A README says
    what each table is.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        named = dict.fromkeys(name for file in files for name in file.tables)
        sheets = {name: _sheet(name, files, t) for name in named}
        rejects = [p.rejects for file in files for p in file.parts if p.rejects is not None]
        for name, sheet in sheets.items():
            archive.writestr(f"{_title(name, t)}.csv", to_csv(sheet, t))
        for number, rows in enumerate(rejects, 1):
            title = t.t(message("rows that could not be read {number}", number=number))
            archive.writestr(f"{title}.csv", export.to_csv(rows.to_pandas()))
        if address:
            column = SheetColumn(t.t(message("Address kept for mailings")), "text", list(address))
            archive.writestr(f"{t.t(message('addresses'))}.csv", to_csv(Sheet((column,)), t))
        archive.writestr("readme.txt", _readme({n: s.height for n, s in sheets.items()}, files, t))
    return packed.getvalue()


def _sheet(name: str, files: Sequence[File], t: Translator) -> Sheet:
    """Return one table over all files, the newest first, without duplicates between files.

    It has all columns of the canonical table that are filled, except pseudonyms.
    """
    frames = [
        f.tables[name].to_pandas().astype(object).assign(file_=f.name) for f in files if name in f.tables
    ]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[~rows.duplicated(subset=[c for c in rows.columns if c not in {"file_", "line"}])]
    file = SheetColumn(t.t(_FILE), "text", rows["file_"].tolist())
    return Sheet((*of_rows(rows.infer_objects(), t).columns, file))


def _title(name: str, t: Translator) -> str:
    return t.t(_TABLES[name]) if name in _TABLES else name


def _readme(rows: Mapping[str, int], files: Sequence[File], t: Translator) -> str:
    parts = [
        t.t(message("What this shop's dashboard keeps about one person.")),
        "",
        *[
            t.t(message("{table}: {count} row", "{table}: {count} rows", n=n, table=_title(name, t), count=n))
            for name, n in rows.items()
        ],
        "",
        t.t(
            message(
                "The tables are CSV files in UTF-8; a spreadsheet opens them. Amounts are in the currency "
                "of their row. A row that stood in two files stands here once."
            )
        ),
        t.t(
            message(
                "In the data the person has a code in the place of the e-mail address; it is left out "
                "here, for it means nothing elsewhere. A text that begins like a formula has an "
                "apostrophe before it."
            )
        ),
        "",
        t.t(message("It came from these files:")),
        *[f"- {file.name}" for file in files],
    ]
    return "\r\n".join([*parts, ""])
