"""Rows make an order by their number only where person and moment agree."""

from __future__ import annotations

import pytest

from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import column, read

ADA, BEN, EVE = "ada@example.com", "ben@example.com", "eve@example.com"


def table(*rows: str, header: str = "Order,Date,Email,Product,Total") -> str:
    return "\n".join((header, *rows)) + "\n"


ANEW = table(
    f"1,2025-01-02,{ADA},Mug,10.00", f"1,2025-01-02,{ADA},Tea,5.00", f"2,2025-01-03,{BEN},Mug,10.00",
    f"1,2026-01-02,{EVE},Mug,10.00", f"2,2026-01-03,{BEN},Mug,10.00", f"2,2026-01-03,{BEN},Tea,7.00",
)  # fmt: skip


def counted(imported) -> tuple[int, int, int]:
    rows = imported.tables["orders"].to_pylist()
    return len(rows), imported.report.counts["customers"], sum(row["gross"] for row in rows)


def about(imported) -> dict[str, str | None]:
    return {doubt.about: doubt.chosen for doubt in imported.report.doubts if doubt.about != "currency"}


def test_numbers_that_begin_anew_are_told_apart_by_person_and_day(tmp_path):
    result = read(tmp_path, ANEW)
    assert counted(result) == (4, 3, 5200)
    assert about(result) == {"grouping": "moment"}


@pytest.mark.parametrize(("answer", "orders"), [("number", 2), ("moment", 4), ("row", 6)])
def test_a_person_says_how_rows_make_orders(tmp_path, answer, orders):
    result = read(tmp_path, ANEW, hints=Hints(answers={"grouping": answer}))
    assert counted(result)[0] == orders
    assert [doubt.sentence for doubt in result.report.doubts if doubt.about == "grouping"] == [None]


def test_a_refund_on_a_later_day_belongs_to_its_order(tmp_path):
    content = table(
        f"1,2026-01-02,{ADA},Mug,10.00", f"1,2026-03-02,{ADA},Mug,-4.00", f"2,2026-01-03,{BEN},Mug,3.00"
    )
    result = read(tmp_path, content)
    assert counted(result) == (2, 2, 1300)
    assert result.report.counts["refunded"] == 1
    assert about(result) == {}


def test_an_order_with_another_address_on_one_row_is_still_one_order(tmp_path):
    content = table(
        f"1,2026-01-02 10:00:00,{ADA},Mug,10.00", f"1,2026-01-02 10:00:00,{BEN},Tea,10.00",
        f"2,2026-01-03 10:00:00,{BEN},Mug,3.00",
    )  # fmt: skip
    assert counted(read(tmp_path, content))[0] == 2


@pytest.mark.parametrize("header", ["Kolo", "Lfd", "Xyz"])
@pytest.mark.parametrize("clock", ["", " 10:11:12"])
def test_a_number_under_no_known_word_is_proven_by_what_it_holds(tmp_path, header, clock):
    content = table(
        f"K51,2026-01-02{clock},{ADA},Mug,50.00", f"K51,2026-01-02{clock},{ADA},Tea,50.00",
        f"K52,2026-01-03{clock},{BEN},Mug,20.00", f"K53,2026-01-04{clock},{ADA},Mug,10.00",
        header=f"{header},Date,Email,Product,Total",
    )  # fmt: skip
    result = read(tmp_path, content)
    assert counted(result) == (3, 2, 8000)
    assert about(result) == {"grouping": "number"}


def test_rows_of_one_person_and_second_are_one_order_without_any_number(tmp_path):
    content = table(
        f"2026-01-02 10:00:01,{ADA},Mug,50.00", f"2026-01-02 10:00:01,{ADA},Tea,50.00",
        f"2026-01-02 10:00:01,{BEN},Mug,20.00", f"2026-01-02 10:00:02,{ADA},Mug,10.00",
        header="Date,Email,Product,Total",
    )  # fmt: skip
    result = read(tmp_path, content)
    assert counted(result) == (3, 2, 8000)
    assert about(result) == {"grouping": "moment"}


def test_days_alone_decide_nothing_and_are_asked_about(tmp_path):
    content = table(
        f"2026-01-02,{ADA},Mug,50.00", f"2026-01-02,{ADA},Tea,7.00", f"2026-01-03,{BEN},Mug,20.00",
        header="Date,Email,Product,Total",
    )  # fmt: skip
    result = read(tmp_path, content)
    assert counted(result)[0] == 3
    assert about(result) == {"grouping": "row"}
    imported = read(tmp_path, content, hints=Hints(answers={"grouping": "moment"}))
    assert counted(imported) == (2, 2, 7700)


@pytest.mark.parametrize("number", ["2.0E+15", "2,00001E+15", "577000000000000000"])
@pytest.mark.parametrize("person", [True, False])
def test_numbers_that_a_spreadsheet_has_shortened_join_nobody(tmp_path, number, person):
    people = (ADA, BEN, EVE, ADA) if person else ("",) * 4
    rows = [f"{number};2026-01-{n + 10};{who};{n}0.00" for n, who in enumerate(people, 1)]
    result = read(tmp_path, table(*rows, header="Order ID;Date;Email;Total"))
    assert counted(result)[::2] == (4, 10000)
    assert about(result) == {"grouping": "moment"}


def test_a_shopify_number_at_another_moment_is_another_order(tmp_path):
    head = (
        "Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Id\n"
    )
    first = f"#1,{ADA},paid,2026-01-02 10:00:00 +0100,EUR,30.00,2026-01-02 10:00:00 +0100,1,Mug,901\n"
    more = f"#1,{ADA},,,,,2026-01-02 10:00:00 +0100,1,Tea,\n"
    other = f"#1,{BEN},paid,2026-02-02 10:00:00 +0100,EUR,30.00,2026-02-02 10:00:00 +0100,1,Mug,801\n"
    alone = read(tmp_path, head + first + more)
    assert counted(alone) == (1, 1, 3000)
    assert about(alone) == {}
    both = read(tmp_path, head + first + more + other)
    assert counted(both) == (2, 2, 6000)
    assert both.tables["orders"].column("order_id").to_pylist() == ["#1", "#1/801"]
    assert "shops" in about(both)


def test_rows_pasted_twice_count_once_and_are_set_aside_by_name(tmp_path):
    rows = [f"{n},2026-01-0{n},{ADA},Mug,{n}.00" for n in range(1, 5)]
    result = read(tmp_path, table(*rows, *rows))
    assert counted(result) == (4, 1, 1000)
    assert [(str(reason), count) for reason, count in result.report.reasons] == [
        ("This row stands in the file a second time", 4)
    ]


def test_what_was_bought_in_words_with_figures_is_no_order_number(tmp_path):
    loaf, babka = "1x Sourdough loaf", "2x Almond babka"
    rows = (
        f"{loaf},2026-03-15 10:36:53,{ADA},,11.00", f"{loaf},2026-03-15 10:36:59,{ADA},,11.00",
        f"{loaf},2026-03-16 09:00:00,{BEN},,11.00", f"{babka},2026-03-16 09:30:00,{BEN},,28.00",
    )  # fmt: skip
    assert counted(read(tmp_path, table(*rows, header="Cart order,Date,Email,Note,Total"))) == (4, 2, 6100)


def test_numbers_of_a_till_that_begin_anew_each_day_are_other_orders_the_next_day(tmp_path):
    rows = [
        f"{day:02}.03.2026;{8 + bill:02}:1{row};{bill};{what};1;{price}"
        for day in range(20, 24)
        for bill in (1, 2, 3)
        for row, (what, price) in enumerate([("Kaffee", "3,20"), ("Kuchen", "4,50")])
    ]
    imported = read(tmp_path, "\n".join(["Datum;Uhrzeit;Bon-Nr.;Artikel;Menge;Gesamt", *rows]) + "\n")
    assert column(imported, "gross") == [770] * 12
    assert [doubt.about for doubt in imported.report.doubts if doubt.about == "grouping"] == ["grouping"]
