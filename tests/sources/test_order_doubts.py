"""What is implausible in a file of orders, or left open by it, is doubted aloud and answered at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing.report import inspected
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.people import identities
from tests.sources.formats.order_files import read

HEADER = {"id": "Order ID", "date": "Order Date", "email": "Email", "total": "Total"}


def file(count: int = 9, *, names: dict[str, str] | None = None, **cells) -> str:
    """Return a file of orders; `cells` gives the text of a column for each row, `names` other headers."""
    usual = {
        "id": "A{n}",
        "date": lambda n: f"2026-03-{n + 10}",
        "email": lambda n: f"buyer{n % 4}@example.com",
        "total": "10.00",
    }
    columns = {**usual, **cells}
    headers = {**HEADER, **(names or {})}
    texts = [
        [given(n) if callable(given) else given.format(n=n) for given in columns.values()]
        for n in range(count)
    ]
    return "\n".join(",".join(row) for row in [[headers.get(c, c) for c in columns], *texts]) + "\n"


def doubts(imported) -> dict[str, str | None]:
    return {d["about"]: d["chosen"] for d in inspected(imported.report)["doubts"] if d["about"] != "currency"}


def revenue(imported) -> int:
    return sum(row["gross"] for row in imported.tables["orders"].to_pylist() if row["counts"])


@pytest.mark.parametrize("more", [{}, {"Card CVC Status": "", "Status": "paid"}])
def test_an_ordinary_file_is_not_doubted(tmp_path, more):
    assert doubts(read(tmp_path, file(**more))) == {}


@pytest.mark.parametrize(
    ("about", "content"),
    [
        ("future", file(date=lambda n: f"2999-03-{n + 10}")),
        ("past", file(date=lambda n: f"2026-03-{n + 10}" if n else "1926-03-10")),
        ("largest", file(24, date="2026-03-02", total=lambda n: "10.00" if n else "1000")),
        ("twice", file(names={"other": "Total"}, other=lambda n: f"{n}.00")),
        ("dates", file(date=lambda n: f"1{n}/03/2026" if n < 5 else f"03/1{n}/2026")),
        ("share", file(Refund=lambda n: "" if n else "55.00")),
        ("nothing", file(total="0.00")),
        ("blank", file(Status="")),
        ("blank", file(names={"state": "OrderStatusId"}, state=lambda n: "3" if n else "4")),
        ("blank", file(Status=lambda n: "paid" if n % 2 else "")),
        ("share", file(Refund=lambda n: "55.00" if n < 3 else "")),
        ("people", file(email="one@example.com")),
        ("people", file(240, date="2026-03-01 10:{n:03}".replace("{n:03}", "00"))),
        ("own", file(24, date="2026-03-02", email=lambda n: f"buyer{n if n % 3 else 0}@example.com")),
        ("masked", file(email="j***@example.com")),
        ("masked", file(email="*****")),
        ("people", file(email="b{n}k90{n}@marketplace.example.com")),
        ("states", file(Status=lambda n: ("Tuunar", "Nakkaq", "Ingerla")[n % 3])),
        ("states", file(Status=lambda n: "147"[n % 3])),
        ("states", file(Statusname=lambda n: "[8] Storniert" if n == 2 else f"[{n % 2}] Gebucht")),
        ("amount", file(names={"total": "Total cost"})),
        ("amount", file(names={"total": "Costo totale"})),
        ("unit", file(names={"total": "Total (pence)"}, total="1999")),
        ("unit", file(names={"total": "Umsatz in Tsd."}, total="2")),
        ("zone", file(date=lambda n: f"2026-03-{n + 10}T23:30:00Z")),
        ("zone", file(names={"date": "Created (UTC)"}, date=lambda n: f"2026-03-{n + 10} 23:30:00")),
        ("zone", file(date=lambda n: f"2026-03-{n + 10}T23:30:00{('-08:00', '+09:00')[n % 2]}")),
        ("refunds", file(Refund=lambda n: ("-5.00", "", "3.00")[n % 3])),
        ("swapped", file(date=lambda n: f"2026-0{n + 1}-04" if n < 5 else f"{n + 10}/04/2026")),
        ("people", file(names={"email": "Xyz"})),
        ("role", file(Xyz=lambda n: "cancelled" if n < 2 else "paid")),
        ("lost", "Order Date,Product,Total\n" + "2026-03-01,Vase,10.00\n" * 3),
    ],
)
def test_the_implausible_is_doubted(tmp_path, about, content):
    assert about in doubts(read(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "answer", "counts"),
    [
        (file(email="one@example.com"), {"people": "nobody"}, {"orders_without_customer": 9}),
        (
            file(24, email=lambda n: f"buyer{n if n % 3 else 0}@example.com", date="2026-03-02"),
            {"own": "shop"},
            {"orders_without_customer": 8},
        ),
        (
            file(Status=lambda n: ("Tuunar", "Nakkaq", "Ingerla")[n % 3]),
            {"states": "Nakkaq"},
            {"cancelled": 3},
        ),
        (file(Xyz=lambda n: "cancelled" if n < 2 else "paid"), {"role": "unused"}, {"cancelled": 0}),
        (file(names={"email": "Xyz"}), {"people": "nobody"}, {"customers": 0}),
    ],
)
def test_an_answer_is_acted_on(tmp_path, content, answer, counts):
    result = read(tmp_path, content, hints=Hints(answers=answer))
    assert {name: result.report.counts[name] for name in counts} == counts
    assert all(doubt.sentence is None for doubt in result.report.doubts if doubt.about in answer)


@pytest.mark.parametrize(
    ("header", "total", "answer", "cents"),
    [
        ("Total (pence)", "1999", None, 1999),
        ("Importo (centesimi)", "1999", None, 1999),
        ("Kwota (grosze)", "1999", None, 1999),
        ("montant_centimes", "1999", None, 1999),
        ("amountInCents", "1999", None, 1999),
        ("Total (000s)", "2", None, 200000),
        ("Total (pence)", "1999", "whole", 199900),
        ("Total cents", "19.99", None, 1999),
        ("Total", "1999", None, 199900),
    ],
)
def test_the_unit_in_a_header_is_that_of_its_amounts(tmp_path, header, total, answer, cents):
    hints = Hints(answers={"unit": answer} if answer else {})
    result = read(tmp_path, file(1, names={"total": header}, total=total), hints=hints)
    assert revenue(result) == cents


def test_a_cost_is_no_revenue_where_a_person_says_so(tmp_path):
    content = file(names={"total": "Total cost"})
    assert revenue(read(tmp_path, content)) == 9000
    assert revenue(read(tmp_path, content, hints=Hints(answers={"amount": "cost"}))) == 0


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [(None, 10, 18), ("Europe/Rome", 11, 19), ("America/Los_Angeles", 10, 18), ("nowhere", 10, 18)],
)
def test_instants_in_utc_fall_on_the_days_of_the_zone_that_a_person_says(tmp_path, zone, first, last):
    content = file(date=lambda n: f"2026-03-{n + 10}T23:30:00Z")
    result = inspected(read(tmp_path, content, hints=Hints(answers={"zone": zone} if zone else {})).report)
    assert (result["first_day"], result["last_day"]) == (f"2026-03-{first}", f"2026-03-{last}")


def test_one_instant_falls_on_one_day_however_it_is_written(tmp_path):
    written = ("2026-02-28T18:30:00-08:00", "2026-03-01T02:30:00Z", "2026-03-01T03:30:00+01:00")
    result = inspected(read(tmp_path, file(3, date=lambda n: written[n])).report)
    assert (result["first_day"], result["last_day"]) == ("2026-03-01", "2026-03-01")


def test_the_hour_of_summer_is_no_other_zone(tmp_path):
    content = file(date=lambda n: f"2026-03-{n + 10} 23:30:00 +0{1 + n // 5}00")
    result = read(tmp_path, content)
    assert doubts(result) == {}
    assert inspected(result.report)["last_day"] == "2026-03-18"


def test_a_clock_of_something_else_is_not_added_to_an_instant(tmp_path):
    for header in ("Pickup Time", "Order Time", "Ora ritiro", "Hora de entrega", "Time"):
        content = file(**{"date": lambda n: f"2026-03-{n + 10} 20:00:00", header: "10:00"})
        assert inspected(read(tmp_path, content).report)["last_day"] == "2026-03-18"


@pytest.mark.parametrize(
    "mask", ["***", "j***@e***.com", "••••••", "XXXXXX", "j…@example.com", "a...@example.com"]
)
def test_masks_are_nobody(tmp_path, mask):
    result = read(tmp_path, file(email=mask, Phone="+62812*****", Customer=mask))
    assert result.report.counts["customers"] == 0


@pytest.mark.parametrize("header", ["Email", "Customer ID", "Phone"])
def test_crosses_in_one_token_of_many_are_letters_and_in_most_a_mask(tmp_path, header):
    made = {
        "Email": "ma{}{}power@example.com",
        "Customer ID": "q7{}b{}z19kd84",
        "Phone": "+39 333 1{}4{}17",
    }[header]
    usual = "5" if header == "Phone" else "pa"
    some = file(12, names={"email": header}, email=lambda n: made.format("xxxx" if n == 3 else usual, n))
    every = file(12, names={"email": header}, email=lambda n: made.format("xxxx", n))
    assert read(tmp_path, some).report.counts["orders_without_customer"] == 0
    assert read(tmp_path, every).report.counts["customers"] == 0


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=14, max_size=32))
def test_no_token_is_masked_by_what_stands_in_it_by_chance(token):
    assert identities.ident(f"7a{token}") == f"7a{token}"
    assert identities.ident(f"7a{token[:7]}xxxx{token[7:]}") is not None
    assert identities.ident(f"{token[:3]}xxxxxxxxxxxxxx") is None


def test_an_address_that_a_market_place_gives_each_order_is_its_buyers(tmp_path):
    result = read(tmp_path, file(email=lambda n: f"buyer{n % 2}+700{n}@allegromail.pl"))
    assert result.report.counts["customers"] == 2


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("Customer Gender", "FM"),
        ("Buyer rating", ("4.5", "5.0")),
        ("Customer Tier", ("Gold", "Silver")),
        ("Idioma del cliente", ("es", "en")),
        ("User Agent", ("Mozilla/5.0", "Opera/9")),
        ("Buyer Year of Birth", ("1984", "1991")),
        ("Customer since", ("2020-01-01", "2021-01-01")),
        ("Kunden Alter", ("34", "41")),
    ],
)
def test_what_describes_customers_names_none(tmp_path, header, values):
    content = file(names={"email": header}, email=lambda n: values[n % 2])
    assert read(tmp_path, content).report.counts["orders_without_customer"] == 9


@pytest.mark.parametrize(
    ("names", "cells"),
    [
        ({"again": "Created at"}, {"again": lambda n: "" if n % 3 else f"2026-03-{n + 10}"}),
        ({"again": "Order Total"}, {"again": lambda n: "" if n % 3 else "10.00"}),
        ({"again": "Order Status", "Status": "Status"},
         {"again": lambda n: "" if n else "paid", "Status": lambda n: "cancelled" if n < 2 else "paid"}),
    ],
)  # fmt: skip
def test_a_full_column_beats_a_better_name(tmp_path, names, cells):
    result = read(tmp_path, file(names=names, **cells))
    assert result.report.rows_set_aside == 0
    assert result.report.counts["orders"] == 9
    assert result.report.counts["cancelled"] == (2 if "Status" in names else 0)


def test_the_buyers_currency_is_not_the_shops(tmp_path):
    few = {"Buyer Currency": lambda n: "EUR" if n == 3 else ""}
    assert read(tmp_path, file(names={"total": "Total ($)"}, **few)).report.currencies == ("USD",)
    result = read(tmp_path, file(Currency=lambda n: "EUR" if n == 3 else ""))
    assert "currency" in {doubt.about for doubt in result.report.doubts}


def test_a_row_that_describes_the_columns_is_no_order(tmp_path):
    rows = file(Refund=lambda n: "2.00" if n == 4 else "").splitlines(keepends=True)
    text = (
        "Number of the order.,Day of the order.,Buyer's own address,Amount paid by buyer,Amount paid back\n"
    )
    result = read(tmp_path, "".join([rows[0], text, *rows[1:]]))
    assert (result.report.counts["orders"], result.report.counts["refunded"]) == (9, 1)
    assert "Line 2 describes the columns; it is no order" in map(str, result.report.warnings)


@pytest.mark.parametrize(
    ("cells", "discounted"),
    [
        ({"Discount code": ""}, [False] * 3),
        ({"Sconto": lambda n: ("0.00", "5.00", "")[n]}, [False, True, False]),
        ({"Discount code": lambda n: ("", "", "VIP")[n], "Rabatt": lambda n: ("1.00", "0", "0")[n]},
         [True, False, True]),
        ({}, [None] * 3),
    ],
)  # fmt: skip
def test_a_discount_is_told_by_a_code_or_by_an_amount(tmp_path, cells, discounted):
    result = read(tmp_path, file(3, **cells))
    assert result.tables["orders"].column("discounted").to_pylist() == discounted


@pytest.mark.parametrize(
    "header", ["Publisher,Commission", "affiliate_id,commission_status", "Creator,Payout"]
)
def test_sales_that_affiliates_report_are_named_for_what_they_are(tmp_path, header):
    with pytest.raises(SourceError, match="affiliates"):
        read(tmp_path, f"invoice_id,sale_amount,date,{header}\n1,40.00,2026-03-01,x,4\n")


def test_a_word_that_is_unknown_cancels_no_order_that_is_paid(tmp_path):
    result = read(tmp_path, file(Status=lambda n: "paid" if n else "blue"))
    assert {row["status"] for row in result.tables["orders"].to_pylist()} == {"paid"}


def test_a_sign_beside_an_amount_that_is_another_currencys_is_told(tmp_path):
    content = file(Currency="EUR", total=lambda n: "10.00" if n else "£10.00")
    (warning,) = [text for text in map(str, read(tmp_path, content).report.warnings) if "another" in text]
    assert warning == "In 1 row Total names another currency than Currency, which is the one taken"
    assert "another" not in str(read(tmp_path, file(Currency="CAD", total="$10.00")).report.warnings)


def test_amounts_with_three_decimals_each_are_doubted_though_a_weight_proves_the_point(tmp_path):
    content = file(total=lambda n: f"7{n}.620", names={"weight": "Weight (kg)"}, weight=lambda n: f"0.{n}5")
    assert doubts(read(tmp_path, content))["decimal"] == "."
    assert "decimal" not in doubts(read(tmp_path, file(total=lambda n: f"7{n}.62")))
