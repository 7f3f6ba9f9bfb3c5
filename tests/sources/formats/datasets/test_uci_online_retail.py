from __future__ import annotations

from datetime import datetime

import pyarrow.compute as pc
import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from tests.sources.formats.order_files import KEY, column, counted, export, read, reasons

FIRST = ("InvoiceNo", "UnitPrice", "CustomerID")
SECOND = ("Invoice", "Price", "Customer ID")


def line(names, invoice, quantity, price, customer="17850", when="12/1/2010 8:26"):
    number, cost, person = names
    return {
        number: invoice,
        "StockCode": "85123A",
        "Description": "MUG",
        "Quantity": quantity,
        "InvoiceDate": when,
        cost: price,
        person: customer,
        "Country": "United Kingdom",
    }


@pytest.mark.parametrize(
    ("variant", "names"), [("uci_online_retail", FIRST), ("uci_online_retail_ii", SECOND)]
)
def test_an_invoice_is_an_order_and_a_cancellation_does_not_count(tmp_path, variant, names):
    read = export(
        tmp_path,
        variant,
        line(names, "536365", 6, "2.55", when="12/1/2010 8:27"),
        line(names, "536365", 2, "3.39"),
        line(names, "C536379", -1, "27.50", customer="17850.0", when="12/13/2010 9:00"),
        line(names, "536370", 1, "1.00", customer=""),
    )
    assert read.report.format == "uci_online_retail"
    assert counted(read) == (3, 1, 1, 0)
    assert read.report.counts["orders_without_customer"] == 1
    assert column(read, "gross") == [2208, -2750, 100]
    assert column(read, "counts") == [True, False, True]
    assert column(read, "instant")[0] == datetime(2010, 12, 1, 8, 26)
    assert set(column(read, "currency")) == {"GBP"}


def test_adjustments_and_lines_that_sell_nothing_are_set_aside_by_name(tmp_path):
    read = export(
        tmp_path,
        "uci_online_retail",
        line(FIRST, "536365", 6, "2.55"),
        line(FIRST, "A563185", 1, "11062.06"),
        line(FIRST, "536589", -10, "1.00"),
        line(FIRST, "536590", 5, "0"),
        line(FIRST, "C536591", -5, "0"),
    )
    assert column(read, "order_id") == ["536365", "C536591"]
    assert reasons(read) == [
        "The invoice adjusts a debt and is no purchase",
        "The quantity is not above zero and the invoice is no cancellation",
        "The price is not above zero: the line is no purchase",
    ]


def test_lines_are_added_up_before_they_are_rounded(tmp_path):
    third = line(FIRST, "1", 1, "0.004")
    read = export(tmp_path, "uci_online_retail", third, third, third, line(FIRST, "2", 1, "0.005"))
    assert column(read, "gross") == [1, 0]


def test_a_price_beyond_all_money_cannot_be_read(tmp_path):
    read = export(
        tmp_path,
        "uci_online_retail",
        line(FIRST, "1", 1, "2.00"),
        line(FIRST, "2", 999_999_999_999, "9999999999.99"),
    )
    assert column(read, "order_id") == ["1"]
    assert reasons(read) == ["This order has no amount that can be read"]


@pytest.mark.shared
def test_the_whole_file_gives_the_published_figures(shared):
    path = shared / "real" / "online_retail.csv"
    (read,) = reading.read(path, path.name, key=KEY, hints=Hints())
    orders, lines = read.tables["orders"], read.tables["lines"]
    clean = orders.filter(pc.and_(orders["counts"], pc.is_valid(orders["customer_key"])))
    assert clean.num_rows == 18_532
    assert pc.count_distinct(clean["customer_key"]).as_py() == 4_338
    assert pc.sum(clean["gross"]).as_py() == 891_140_790
    ids = clean["order_id"].combine_chunks()
    assert pc.sum(pc.is_in(lines["order_id"], ids)).as_py() == 397_884
    assert read.report.rows_in == 541_909
    assert read.report.counts["cancelled"] == 3_836


def test_headers_that_a_database_rewrote_are_known_all_the_same(tmp_path):
    imported = read(
        tmp_path,
        "invoice_no,stock_code,description,quantity,invoice_date,unit_price,customer_id,country\n"
        "536365,85123A,MUG,6,12/1/2010 8:26,2.55,17850,United Kingdom\n"
        "C536379,85123A,MUG,-1,12/1/2010 9:41,2.55,14527,United Kingdom\n"
        "536370,22728,CLOCK,2,12/13/2010 8:45,3.75,12583,France\n",
    )
    assert imported.report.format == "uci_online_retail"
    assert imported.report.confidence == "exact"
    assert counted(imported) == (3, 3, 1, 0)
