"""A row for each month between the orders: its name above them, their sum below."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read, reasons

_HEADER = "Data;Ordine;Cliente;Email;Importo;Pagamento;Note\n"


def _months(above: str, below: str) -> str:
    """Five months of two orders each; `above` and `below` are the rows of a month, with {m} for its name."""
    rows = [_HEADER]
    for number, name in enumerate(["gennaio", "febbraio", "marzo", "aprile", "maggio"], 1):
        rows.append(above.format(m=name))
        rows += [
            f"{day}/0{number}/2026;{number}{day};Ann;a{day}@example.com;1.00{day},50;Bonifico;\n"
            for day in (1, 15)
        ]
        rows.append(below.format(m=name))
    return "".join(rows).replace("1.0015", "1.015")


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("{m} 2026;;;;;;\n", "Totale {m};;;;2.016,00;;\n;;;;;;\n"),
        ("", ";;Totale {m};;2.016,00;;\n"),
        ("", "Subtotale;;;;2.016,00;2;\n"),
    ],
)
def test_rows_that_head_or_add_up_a_month_are_no_orders(tmp_path, above, below):
    imported = read(tmp_path, _months(above, below))
    assert sorted(column(imported, "gross")) == [100150] * 5 + [101550] * 5
    assert "This is a total of the other rows" in reasons(imported)


def test_a_sum_below_the_products_of_an_order_is_no_product(tmp_path):
    header = "Data;Ordine;Email;Articolo;Quantità;Prezzo;Totale riga\n"
    order = (
        "0{n}/03/2026;{n};a@example.com;Vaso;1;8,00;8,00\n;;;Tazza;2;5,00;10,00\n;;;Totale ordine;;;18,00\n"
    )
    imported = read(tmp_path, header + "".join(order.format(n=n) for n in range(1, 6)))
    assert column(imported, "gross") == [1800] * 5


def test_a_product_called_total_stays_one(tmp_path):
    header = "Date;Order;Email;Item;Quantity;Price;Line total\n"
    order = "2026-03-0{n};{n};a@example.com;Cup;1;8.00;8.00\n;;;Total repair balm;2;5.00;10.00\n"
    imported = read(tmp_path, header + "".join(order.format(n=n) for n in range(1, 6)))
    assert column(imported, "gross") == [1800] * 5


@pytest.mark.parametrize("name", ["Order total", "Invoice total:", "Subtotal"])
def test_a_total_below_each_order_that_names_it_is_no_product(tmp_path, name):
    orders = [
        f"{n},2026-05-0{n},a{n}@example.com,Mug,1,10.00\n{n},2026-05-0{n},a{n}@example.com,Lid,2,5.00\n"
        f",,,{name},3,15.00\n"
        for n in range(1, 6)
    ]
    imported = read(tmp_path, "Order,Date,Email,Item,Qty,Amount\n" + "".join(orders))
    assert column(imported, "gross") == [1500] * 5
    assert set(reasons(imported)) == {"This is a total of the other rows"}


def test_a_product_whose_name_ends_in_such_a_word_stays_one(tmp_path):
    rows = [f"{n},2026-05-0{n},a{n}@example.com,Cream total,1,10.00\n" for n in range(1, 6)]
    imported = read(tmp_path, "Order,Date,Email,Item,Qty,Amount\n" + "".join(rows))
    assert column(imported, "gross") == [1000] * 5
