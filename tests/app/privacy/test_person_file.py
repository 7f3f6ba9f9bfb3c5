"""A person's copy has everything that is stored of them, in words, units and numbers that a person reads."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from engagement.app.privacy.person_file import as_zip
from engagement.locale.translator import translator
from engagement.readable.column_labels import name_of
from engagement.store.erasing import one_person
from tests.store import household

if TYPE_CHECKING:
    import pyarrow as pa

_HEADER = (
    "Name,Email,Financial Status,Created at,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,"
    "Refunded Amount,Currency,Lineitem name,Lineitem quantity,Lineitem price,Vendor,Tags"
)
_ORDER = (
    "#1,mia@example.com,partially_refunded,2025-02-03 11:00:00 +0000,20.00,5.50,3.10,25.500,=A1,2.00,7.250,"
    "KWD,-Mug,2,10.000,=V,@vip"
)
_VISITS = (
    "Day,User ID,Sessions,Engaged sessions,Bounces,Revenue,Currency",
    *(f"2025-02-{day:02},{name}@example.com,3,2,1,12.50,EUR" for day, name in ((3, "mia"), (4, "ben"))),
)
_KEYS = {"customer_key", "customer_number", "member_key"}


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    drops = {"orders.csv": [_HEADER, _ORDER], "visits.csv": [*_VISITS]}
    workspace = household.workspace_of(folder / "data", drops, folder / "up")
    (found,) = one_person.find(workspace.storage, workspace.key, ["mia@example.com"])
    return one_person.files_of(workspace.storage, workspace.key, found.keys)


def rows_of(files, language: str, ending: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(as_zip(files, ["mia@example.com"], translator(language)))) as archive:
        text = archive.read(ending).decode("utf-8-sig")
    delimiter = "," if language == "en" else ";"
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def test_every_filled_column_that_is_stored_is_in_the_copy(files):
    t = translator("en")
    titles = {
        "orders": "orders.csv",
        "lines": "products of orders.csv",
        "sessions": "visits to the website.csv",
    }
    stored = {name: table for file in files for name, table in file.tables.items()}
    assert titles.keys() <= stored.keys()
    for name, title in titles.items():
        (row,) = rows_of(files, "en", title)
        table: pa.Table = stored[name]
        filled = {c for c in table.column_names if table.column(c).null_count < table.num_rows} - _KEYS
        filled -= {"day"} if "instant" in filled else set()
        assert {name_of(column, t) for column in filled} <= row.keys()


def test_money_of_every_kind_is_in_major_units_with_the_decimals_of_its_currency(files):
    (order,) = rows_of(files, "it", "ordini.csv")
    money = ("Importo", "Importo rimborsato", "Imposte", "Spedizione", "Sconto")
    assert [order[name] for name in money] == ["25,500", "7,250", "3,100", "5,500", "2,000"]
    (visit,) = rows_of(files, "en", "visits to the website.csv")
    assert (visit["Revenue"], visit["Currency"]) == ("12.50", "EUR")


def test_states_and_days_are_in_the_reader_s_language_and_formulas_are_inert(files):
    (order,) = rows_of(files, "it", "ordini.csv")
    assert order["Stato"] == "rimborsato in parte"
    assert order["Data e ora"] == "03/02/2025 11:00"
    assert (order["Codice sconto"], order["Tag"]) == ("'=A1", "'@vip")
    (visit,) = rows_of(files, "en", "visits to the website.csv")
    assert visit["Last day"] == visit["Day"]


def test_no_pseudonym_is_in_the_copy(files):
    stored = [table for file in files for table in file.tables.values()]
    keys = {str(k) for table in stored if "customer_key" in table.column_names
            for k in table.column("customer_key").drop_null().to_pylist()}  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(as_zip(files, [], translator("en")))) as archive:
        orders = archive.read("orders.csv").decode("utf-8-sig")
    assert keys
    assert not any(key in orders for key in keys)
