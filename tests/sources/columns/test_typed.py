from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.locale import message
from engagement.sources.columns.typed import Cells
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import RawTable, SourceError

KEY = b"a key of this workspace"


def cells(
    hints: Hints | None = None, delimiter: str = ",", source: str = "", **columns: list[str | None]
) -> Cells:
    arrays = {str(place): pa.array(values, pa.string()) for place, values in enumerate(columns.values())}
    data = pa.table(arrays)
    lines = pa.array(range(2, data.num_rows + 2), pa.int64())
    raw = RawTable("file.csv", tuple(columns), data, lines, delimiter=delimiter)
    return Cells(raw, key=KEY, hints=hints or Hints(), source=source)


def reasons(found: Cells) -> list[str]:
    return [str(sentence) for sentence in found.ledger.sentences(found.raw.columns)]


def test_names_match_whatever_their_case_blanks_and_look_alikes():
    result = cells(**{"\ufeffCreated\u00a0 AT": ["x"], "\u0421ustomer": ["y"]})
    assert result.has("created at")
    assert result.text("customer").to_pylist() == ["y"]  # the first letter is Cyrillic
    assert result.text("absent").to_pylist() == [None]


def test_text_is_trimmed_and_blank_is_null():
    result = cells(a=["  x ", "\u00a0", None, "\u200bzero", "'75008", '"12055"', '="007"'])
    assert result.text("a").to_pylist() == ["x", None, None, "zero", "75008", "12055", "007"]


def test_a_required_column_that_is_absent_is_refused_by_its_name():
    with pytest.raises(SourceError, match="Total is missing"):
        cells(a=["1"]).number("Total", required=True)


def test_an_unfit_cell_sets_its_row_aside_only_where_it_is_required():
    result = cells(a=["1", "x", None, "4"], b=["1", "y", "3", "z"])
    assert result.integer("a", required=True).to_pylist() == [1, None, None, 4]
    assert result.integer("b").to_pylist() == [1, None, 3, None]
    assert result.kept.to_pylist() == [True, False, False, True]
    listed = result.ledger.listed(result.raw)
    assert [(row.line, row.column, row.value, str(row.reason)) for row in listed] == [
        (3, "a", "x", "This is not a number"),
        (4, "a", None, "This cell is empty, but the row needs it"),
    ]
    # Only the cell of a row that is kept is worth a warning.
    assert reasons(result) == ["1 cell of b cannot be read and counts as empty"]


def test_whole_numbers_may_be_written_with_separators_and_noughts():
    result = cells(a=["1,234", "64517.0", "2.5", "-", "n/a", "undefined"])
    assert result.integer("a").to_pylist() == [1234, 64517, None, None, None, None]
    assert result.integer("a").type == pa.int64()


def test_a_decimal_comma_is_proven_by_any_cell_of_the_column():
    assert cells(a=["1.234", "2,5"]).number("a").to_pylist() == [1234.0, 2.5]
    assert cells(a=["1.234", "2.5"]).number("a").to_pylist() == [1.234, 2.5]


def test_a_sister_column_proves_the_decimal_sign():
    result = cells(price=["1,234", "2,000"], tax=["12,50", "3,75"])
    assert result.money("price", currency="EUR").to_pylist() == [123, 200]
    assert reasons(result) == []


def test_an_unproven_decimal_sign_is_told_of():
    result = cells(price=["1,234", "2,000"])
    assert result.money("price", currency="EUR").to_pylist() == [123400, 200000]
    assert "could be read" in reasons(result)[0]
    hinted = cells(Hints(decimal=","), price=["1,234"])
    assert hinted.money("price", currency="EUR").to_pylist() == [123]


def test_money_is_exact_in_the_minor_units_of_each_rows_currency():
    result = cells(amount=["12.34", "1200", "1.234", "(5.00)"], code=["EUR", "JPY", "KWD", "usd"])
    codes = result.currency("code")
    assert codes.to_pylist() == ["EUR", "JPY", "KWD", "USD"]
    assert result.money("amount", currency=codes).to_pylist() == [1234, 1200, 1234, -500]


def test_the_currency_comes_from_the_symbol_then_the_hint_then_the_default():
    assert cells(a=["116,99 €", "5"]).currency(amount=("a",)).to_pylist() == ["EUR", "EUR"]
    assert cells(Hints(currency="CHF"), a=["5"]).currency(amount=("a",)).to_pylist() == ["CHF"]
    assert cells(Hints(currency="AUD"), a=["$5"]).currency(amount=("a",)).to_pylist() == ["AUD"]
    assert cells(a=["5"]).currency(amount=("a",), default="GBP").to_pylist() == ["GBP"]
    nothing = cells(a=["5"])
    assert nothing.currency(amount=("a",)).to_pylist() == ["XXX"]
    assert reasons(nothing) == ["The file names no currency; amounts are shown without one"]


def test_dates_of_a_column_share_the_order_that_one_of_them_proves():
    result = cells(day=["01/02/2026", "13/02/2026"])
    assert result.instant("day").to_pylist() == [datetime(2026, 2, 1), datetime(2026, 2, 13)]
    assert reasons(result) == []


def test_another_date_column_proves_the_order():
    result = cells(start=["01/02/2026"], end=["13/02/2026"])
    assert result.instant("start").to_pylist() == [datetime(2026, 2, 1)]


def test_an_ambiguous_date_is_told_of():
    result = cells(day=["01/02/2026"])
    assert result.instant("day").to_pylist() == [datetime(2026, 1, 2)]
    assert reasons(result) == ["The dates of day are ambiguous; they are read with the month first"]


def test_a_day_that_does_not_exist_is_set_aside_with_its_reason():
    result = cells(day=["2026-02-28 10:00:00", "2026-02-30 10:00:00"])
    assert result.instant("day", required=True).to_pylist() == [datetime(2026, 2, 28, 10), None]
    assert str(result.ledger.listed(result.raw)[0].reason) == "This day does not exist"


def test_the_time_may_stand_in_a_column_of_its_own():
    result = cells(day=["Dec 11, 2024", "Dec 12, 2024"], clock=["2:10:40 PM", None])
    when = result.instant("day", time="clock").to_pylist()
    assert when == [datetime(2024, 12, 11, 14, 10, 40), datetime(2024, 12, 12)]


@settings(deadline=None)
@given(st.lists(st.datetimes(datetime(1980, 1, 1), datetime(2060, 1, 1)), min_size=1, max_size=8))
def test_the_fast_path_for_iso_dates_gives_the_same_as_the_general_one(whens):
    texts = [when.strftime("%Y-%m-%d %H:%M:%S") for when in whens]
    values = cells(a=texts).instant("a").to_pylist()
    long = cells(a=[*texts, "Dec 11, 2024"]).instant("a").to_pylist()[:-1]
    assert values == long == [when.replace(microsecond=0) for when in whens]


def test_yes_and_no_are_read_in_the_files_languages():
    result = cells(a=["yes", "TRUE", "1", "sì", "tak", "no", "nie", "0", "maybe", None])
    assert result.flag("a").to_pylist() == [True] * 5 + [False] * 3 + [None] * 2


def test_a_person_is_one_number_however_the_address_is_written():
    result = cells(email=["Ava@Example.com ", "ava@example.com", "anonymous", "no address", None])
    keys = result.person(email=("email",)).to_pylist()
    assert keys[0] == keys[1] is not None
    assert keys[2:] == [None, None, None]
    assert 0 <= keys[0] < 1 << 63


def test_an_address_that_is_none_is_told_beside_addresses():
    result = cells(email=["a@example.com", "none of yours", "guest", None])
    assert result.person(email=("email",)).null_count == 3
    assert reasons(result) == ["In 1 row email holds no e-mail address"]
    assert not reasons(cells(email=["a@example.com", "-", "***"]))


def test_a_share_is_no_amount_of_money():
    assert cells(total=["12.50", "15%"]).money("total", currency="EUR").to_pylist() == [1250, None]


def test_an_id_belongs_to_its_platform_and_an_address_to_everybody():
    shop, other = (cells(source=name, id=["17850"], mail=["a@example.com"]) for name in ("Shop", "Other"))
    assert shop.person(ident=("id",)).to_pylist() != other.person(ident=("id",)).to_pylist()
    assert shop.person(email=("mail",)).to_pylist() == other.person(email=("mail",)).to_pylist()
    second_result = cells(source="Shop", id=["17850.0"])
    assert shop.person(ident=("id",)).to_pylist() == second_result.person(ident=("id",)).to_pylist()


def test_the_first_identity_that_is_present_counts():
    result = cells(
        mail=["a@example.com", None, None, None],
        id=["1", "2", None, None],
        tel=["1", "2", "+39 06 1234567", "x"],
    )
    keys = result.person(email=("mail",), ident=("id",), phone=("tel",)).to_pylist()
    assert len(set(keys)) == 4
    assert keys[3] is None
    by_phone = cells(tel=["0039 06 123 4567"]).person(phone=("tel",)).to_pylist()
    assert by_phone == [keys[2]]


def test_the_first_reason_of_a_row_stands():
    result = cells(a=["1", "2"])
    result.set_aside(pa.array([True, None]), message("The first reason"), "a")
    result.set_aside(pa.array([True, True]), message("The second reason"))
    assert [str(row.reason) for row in result.ledger.listed(result.raw)] == [
        "The first reason",
        "The second reason",
    ]
    assert result.kept.to_pylist() == [False, False]


def _written(amount: Decimal, style: str) -> str:
    text = f"{abs(amount):,.2f}"
    swapped = text.replace(",", "G").replace(".", ",").replace("G", ".")
    text = f"{swapped} €" if style == "de" else f"€{text}"
    return f"-{text}" if amount < 0 else text


@settings(deadline=None)
@given(
    st.lists(st.decimals(-(10**6), 10**6, places=2, allow_nan=False), min_size=1, max_size=12),
    st.sampled_from(["de", "us"]),
)
def test_sums_of_money_equal_an_oracle_of_csv_and_decimal(amounts, style):
    texts = [_written(amount, style) for amount in amounts]
    oracle = csv.writer(text := io.StringIO())
    oracle.writerows([amount] for amount in amounts)
    expected = sum(int(Decimal(row[0]) * 100) for row in csv.reader(io.StringIO(text.getvalue())))
    result = cells(a=texts)
    minor = result.money("a", currency=result.currency(amount=("a",)), required=True)
    assert sum(minor.to_pylist()) == expected


@pytest.mark.parametrize(("sign", "code"), [("kr", "SEK"), ("kr.", "DKK")])
def test_crowns_without_a_country_are_read_and_asked_about(sign, code):
    table = cells(total=[f"54,80 {sign}", f"1 054,50 {sign}", None])
    assert table.currency(amount=("total",)).to_pylist()[:2] == [code, code]
    assert table.money("total", currency=code).to_pylist() == [5480, 105450, None]
    assert [doubt.about for doubt in table.ledger.doubts] == ["currency"]


def test_crowns_beside_a_column_of_currencies_are_those_of_the_column():
    table = cells(total=["54,80 kr", "48,10 kr"], currency=["NOK", "NOK"])
    assert table.currency("currency", amount=("total",)).to_pylist() == ["NOK", "NOK"]
    assert table.ledger.warnings == []
