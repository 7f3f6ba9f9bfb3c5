"""All stored data of one person as a ZIP for that person: a readable table for each kind."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

import pandas as pd

from engagement.locale import Message, message
from engagement.money.currencies import minor_digits
from engagement.readable.export import to_csv
from engagement.tables import SEGMENT_PREFIX, TABLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa

    from engagement.locale.translator import Translator
    from engagement.store.persons.file_accounts import File

#: What a person reads instead of a column's name. Pseudonyms and what is computed are left out.
_NAMES: Final[Mapping[str, Message]] = {
    "order_id": message("Order"),
    "shop": message("Shop"),
    "instant": message("Time"),
    "day": message("Day"),
    "gross": message("Amount"),
    "refunded": message("Amount refunded"),
    "price": message("Price of one"),
    "currency": message("Currency"),
    "status": message("State"),
    "guest": message("Bought as a guest"),
    "channel": message("Channel"),
    "country": message("Country"),
    "region": message("Region"),
    "discount_code": message("Discount code"),
    "tags": message("Tags"),
    "items": message("Items"),
    "product": message("Product"),
    "sku": message("Product number"),
    "quantity": message("Pieces"),
    "response_id": message("Submission"),
    "survey": message("Survey"),
    "question": message("Question"),
    "score": message("Score"),
    "answer": message("Answer"),
    "comment": message("Comment"),
    "tier": message("Level"),
    "state": message("State"),
    "points": message("Points"),
    "points_earned": message("Points ever earned"),
    "points_spent": message("Points ever spent"),
    "redemptions": message("Rewards taken"),
    "referrals": message("People referred"),
    "referred": message("Brought in by a member"),
    "detail": message("Detail"),
    "said_in": message("Said in"),
    "campaign": message("Campaign"),
    "group": message("Group"),
    "held_back": message("Not written to (control group)"),
    "delivered": message("Delivered"),
    "opened": message("Opened"),
    "clicked": message("Clicked"),
    "unsubscribed": message("Unsubscribed"),
    "bounced": message("Bounced"),
    "line": message("Line in the file"),
}
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
_MONEY: Final = ("gross", "refunded", "price")


def as_zip(files: Sequence[File], address: Sequence[str], t: Translator) -> bytes:
    """Return the ZIP.

    `files` are the rows of the person in each imported file, `address` the stored addresses. A README says
    what each table is.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        named = dict.fromkeys(name for file in files for name in file.tables)
        tables = {name: _frame(name, files, t) for name in named}
        rejects = [p.rejects for file in files for p in file.parts if p.rejects is not None]
        for name, frame in tables.items():
            archive.writestr(f"{_title(name, t)}.csv", to_csv(frame))
        for number, rows in enumerate(rejects, 1):
            title = t.t(message("rows that could not be read {number}", number=number))
            archive.writestr(f"{title}.csv", to_csv(rows.to_pandas()))
        if address:
            column = t.t(message("Address kept for mailings"))
            archive.writestr(
                f"{t.t(message('addresses'))}.csv", to_csv(pd.DataFrame({column: list(address)}))
            )
        archive.writestr("readme.txt", _readme({n: len(f) for n, f in tables.items()}, files, t))
    return packed.getvalue()


def _frame(name: str, files: Sequence[File], t: Translator) -> pd.DataFrame:
    """Return one table over all files, the newest first, without duplicates between files."""
    frames = [
        _plain(name, f.tables[name], t).assign(**{t.t(_FILE): f.name}) for f in files if name in f.tables
    ]
    all_rows: pd.DataFrame = pd.concat([frame.astype(object) for frame in frames], ignore_index=True)
    compared = [c for c in all_rows.columns if c not in {t.t(_FILE), t.t(_NAMES["line"])}]
    all_rows = all_rows[~all_rows.duplicated(subset=compared)]
    return all_rows.dropna(axis=1, how="all")


def _plain(name: str, table: pa.Table, t: Translator) -> pd.DataFrame:
    frame = table.to_pandas(types_mapper=pd.ArrowDtype)
    if "currency" in frame:
        digits = frame["currency"].map(lambda code: minor_digits(code or ""), na_action=None)
        for column in (c for c in _MONEY if c in frame):
            frame[column] = _units(frame[column], digits)
    if "day" in frame:
        frame["day"] = pd.to_datetime(frame["day"].astype("float64"), unit="D").dt.strftime("%Y-%m-%d")
    kept_columns = [c for c in frame.columns if c in _NAMES or c.startswith(SEGMENT_PREFIX)]
    if name in {"sessions", "posts", "campaigns", "audience"}:
        kept_columns = [c.name for c in TABLES[name].columns if c.name != "source"]
    named: pd.DataFrame = frame[kept_columns].rename(columns={c: _column(c, t) for c in kept_columns})
    return named


def _units(amounts: pd.Series, digits: pd.Series) -> list[str | None]:
    """Return amounts in minor units as decimal text in major units."""
    pairs = zip(amounts, digits, strict=True)
    return [None if pd.isna(a) else f"{int(a) / 10**d:.{d}f}" for a, d in pairs]


def _column(name: str, t: Translator) -> str:
    if name in _NAMES:
        return t.t(_NAMES[name])
    return name.removeprefix(SEGMENT_PREFIX).replace("_", " ").capitalize()


def _title(name: str, t: Translator) -> str:
    return t.t(_TABLES[name]) if name in _TABLES else name


_FILE: Final = message("File")


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
