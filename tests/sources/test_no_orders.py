"""What has a date, a person and an amount and is no order: customers, carts, complaints. And what is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing.reading import raw_tables, read_table
from engagement.sources.importing.reading import read as read_path
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.recognition.proposals import NeedsAnswer
from engagement.sources.recognition.recipes import Recipe, shape
from tests.sources.formats.order_files import read
from tests.sources.test_order_doubts import revenue

CUSTOMERS = "list of customers"
LEFT = "carts or checkouts that were left"

#: A list of customers: who, how many orders, how much in all, and a day.
LISTS = {
    "en": ("Customer email", "Number of orders", "Total spent", "Last order date"),
    "api": ("email", "orders_count", "total_spent", "created_at"),
    "woo": ("Email", "Orders", "Total spend", "Date registered"),
    "it": ("Email", "Numero di ordini", "Totale speso", "Data ultimo ordine"),
    "es": ("Correo electrónico", "Número de Compras", "Monto total", "Fecha"),
    "pl": ("Adres e-mail", "Liczba zamówień", "Wartość zamówień", "Data rejestracji"),
    "pt": ("E-mail", "Nº de pedidos", "Total gasto", "Data de cadastro"),
    "br": ("E-mail", "Quantidade de compras", "Valor total", "Última compra"),
    "de": ("E-Mail", "Anzahl Bestellungen", "Umsatz", "Letzte Bestellung"),
    "fr": ("Adresse e-mail", "Nombre de commandes", "Montant total", "Date"),
    "nl": ("E-mailadres", "Aantal bestellingen", "Totaal", "Datum"),
}
#: Carts that were left, by what tells them, each with its value on a row.
CARTS = {
    "word": (("Abandoned at", "2026-03-{day:02}"), ("Total", "10.00")),
    "it": (("Data di abbandono", "2026-03-{day:02}"), ("Totale", "10.00")),
    "pt": (("Data do checkout abandonado", "2026-03-{day:02}"), ("Total", "10.00")),
    "pl": (("Koszyk porzucony", "2026-03-{day:02}"), ("Kwota", "10.00")),
    "number": (("Carrito", "70{n}"), ("Fecha", "2026-03-{day:02}"), ("Total", "10.00")),
    "number pt": (("Número do carrinho", "70{n}"), ("Data", "2026-03-{day:02}"), ("Total", "10.00")),
    "number de": (("Warenkorb-ID", "70{n}"), ("Datum", "2026-03-{day:02}"), ("Betrag", "10.00")),
    "link": (
        ("Recovery URL", "https://shop.example/r/{n}"),
        ("Date", "2026-03-{day:02}"),
        ("Total", "10.00"),
    ),
    "completed": (
        ("Checkout ID", "chk_{n}"),
        ("Created at", "2026-03-{day:02}"),
        ("Total", "10.00"),
        ("Completed at", "{completed}"),
    ),
    "recovered": (
        ("Nº checkout", "{n}"),
        ("Fecha", "2026-03-{day:02}"),
        ("Total", "10.00"),
        ("Recuperado", "{recovered}"),
    ),
    "states": (("Order status", "{state}"), ("Order date", "2026-03-{day:02}"), ("Total", "10.00")),
    "magento": (
        ("Email", "a{n}@example.com"),
        ("Products", "2"),
        ("Quantity", "3"),
        ("Subtotal", "10.00"),
        ("Applied Coupon", ""),
        ("Created", "2026-03-{day:02}"),
        ("IP Address", "10.0.0.1"),
    ),
    "prestashop": (("Order ID", "{number}"), ("Date", "2026-03-{day:02}"), ("Total", "10.00")),
}


def table(columns: list[tuple[str, str]], count: int, separator: str = ",") -> str:
    lines = [separator.join(header for header, _ in columns)]
    for n in range(count):
        given = {
            "n": n,
            "day": n % 28 + 1,
            "count": 1 + n % 4,
            "completed": "" if n % 3 else "2026-03-28",
            "recovered": "no" if n % 3 else "sí",
            "half": n // 2 + 10,
            "halfday": n // 2 + 1,
            "state": ("abandoned", "lost", "abandoned")[n % 3],
        }
        given["number"] = "Abandoned cart" if n % 3 else str(500 + n)
        lines.append(separator.join(value.format(**given) for _, value in columns))
    return "\n".join(lines) + "\n"


@given(st.sampled_from(sorted(LISTS)), st.permutations(range(5)), st.integers(4, 30), st.sampled_from(",;\t"))
def test_customers_with_what_each_bought_in_all_are_named_and_never_orders(
    tmp_path_factory, language, order, count, separator
):
    who, orders, spent, day = LISTS[language]
    columns = [
        (who, "buyer{n}@example.com"),
        (orders, "{count}"),
        (spent, "{n}5.50"),
        (day, "2026-03-{day:02}"),
    ]
    columns.append(("City", "Turin"))
    columns = [columns[place] for place in order]
    with pytest.raises(SourceError, match=CUSTOMERS):
        read(tmp_path_factory.mktemp("list"), table(columns, count, separator))


@given(st.sampled_from(sorted(CARTS)), st.randoms(use_true_random=False), st.integers(6, 30))
def test_carts_that_were_left_are_named_and_never_orders(tmp_path_factory, kind, random, count):
    columns = [*CARTS[kind], ("Email", "buyer{n}@example.com"), ("Country", "IT")]
    random.shuffle(columns)
    with pytest.raises(SourceError, match=LEFT):
        read(tmp_path_factory.mktemp("carts"), table(columns, count))


@pytest.mark.parametrize(
    "name", ["carritos-abandonados.csv", "Carrelli abbandonati.csv", "abandoned_checkouts_3.csv"]
)
def test_a_files_name_tells_carts_where_nothing_says_that_they_were_paid(tmp_path, name):
    columns = [("Order number", "{n}"), ("Date", "2026-03-{day:02}"), ("Email", "b{n}@example.com")]
    path = tmp_path / name
    path.write_text(table([*columns, ("Total", "9.00")], 9), "utf-8")
    with pytest.raises(SourceError, match=LEFT):
        read_path(path, name, key=b"k" * 32, hints=Hints())
    path.write_text(table([*columns, ("Total", "9.00"), ("Status", "paid")], 9), "utf-8")
    (imported,) = read_path(path, name, key=b"k" * 32, hints=Hints())
    assert imported.report.counts["orders"] == 9


@pytest.mark.parametrize(
    ("header", "orders", "money"),
    [
        (("Order number", "{n}"), 9, 9000),
        (("Numero ordine", "{n}"), 9, 9000),
        (("Nr zamówienia", "{n}"), 9, 9000),
    ],
)
def test_an_order_beside_which_a_customers_orders_are_counted_stays_one(tmp_path, header, orders, money):
    columns = [header, ("Date", "2026-03-{day:02}"), ("Email", "b{n}@example.com"), ("Total", "10.00")]
    imported = read(tmp_path, table([*columns, ("Customer number of orders", "3")], 9))
    assert (imported.report.counts["orders"], revenue(imported)) == (orders, money)


def test_an_order_whose_cart_was_left_is_none_and_the_others_stay(tmp_path):
    columns = [("Order number", "{n}"), ("Date", "2026-03-{day:02}"), ("Email", "b{n}@example.com")]
    lines = table([*columns, ("Total", "10.00"), ("Abandoned at", "")], 12).splitlines()
    lines[4] += "2026-03-09"
    imported = read(tmp_path, "\n".join(lines) + "\n")
    assert (imported.report.counts["orders"], revenue(imported)) == (12, 11000)


@pytest.mark.parametrize(
    ("number", "date", "about"),
    [
        ("Order ID", "Date", "Subject"),
        ("Order number", "Order date", "Complaint"),
        ("Numero ordine", "Data ordine", "Motivo del reclamo"),
        ("Número de pedido", "Fecha del pedido", "Queja"),
        ("Nr zamówienia", "Data zamówienia", "Opis reklamacji"),
        ("Bestellnummer", "Bestelldatum", "Beschwerde"),
    ],
)
@pytest.mark.parametrize("filled", [0, 10, 1])
def test_complaints_that_name_an_order_now_and_then_are_no_orders(tmp_path, number, date, about, filled):
    header = f"Ticket ID,{number},{date},Email,{about}"
    lines = [
        f"{n},{n + 100 if filled and n % filled == 0 else ''},2026-03-{n % 28 + 1:02},b{n}@example.com,Broken"
        for n in range(46)
    ]
    with pytest.raises(NeedsAnswer) as refusal:
        read(tmp_path, "\n".join([header, *lines]) + "\n")
    assert all(proposal.kind != "orders" for proposal in refusal.value.proposals)


def test_nothing_is_an_order_that_has_neither_an_amount_nor_a_number(tmp_path):
    path = tmp_path / "told.csv"
    path.write_text("When,Who\n2026-03-01,a@example.com\n2026-03-02,b@example.com\n", "utf-8")
    (raw,) = raw_tables(path, path.name)
    given = Recipe(shape(raw), "orders", {"date": "When", "email": "Who"})
    with pytest.raises(SourceError, match=r"amount or the number"):
        read_table(raw, key=b"k" * 32, hints=Hints(), recipes=[given])


#: A column of types, in words or in codes, beside the orders' own numbers.
TYPES = {
    "natureza_pedido": ("data_pedido", "total"),
    "tipo_pedido": ("data_pedido", "total"),
    "order_type": ("order_date", "total"),
    "Order category": ("Order date", "Total"),
    "tipo de orden": ("fecha de la orden", "total"),
    "rodzaj zamówienia": ("data zamówienia", "kwota"),
    "tipo ordine": ("data ordine", "totale"),
    "Bestellart": ("Bestelldatum", "Betrag"),
    "type de commande": ("date de commande", "montant"),
    "canale ordine": ("data ordine", "totale"),
}


@given(
    st.sampled_from(sorted(TYPES)),
    st.sampled_from([("web", "shop"), ("1", "2"), ("T1", "T2", "T3"), ("Venda", "Troca")]),
    st.permutations(range(5)),
)
def test_a_column_of_types_is_no_number_of_an_order(tmp_path_factory, header, types, order):
    date, amount = TYPES[header]
    columns = [("id", "{n}7"), (header, "{type}"), (date, "2026-03-{day:02}"), ("email", "b{n}@example.com")]
    columns.append((amount, "10.00"))
    columns = [columns[place] for place in order]
    lines = [",".join(name for name, _ in columns)]
    lines += [
        ",".join(value.format(n=n, day=n % 28 + 1, type=types[n % len(types)]) for _, value in columns)
        for n in range(20)
    ]
    imported = read(tmp_path_factory.mktemp("types"), "\n".join(lines) + "\n")
    assert imported.report.counts["orders"] == 20
    assert imported.tables["orders"].column("order_id").to_pylist() == [f"{n}7" for n in range(20)]


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        ("Numer zamówienia,Klient,Wartość", "no column holds the day of each"),
        ("Numero ordine,Cliente,Totale", "no column holds the day of each"),
        ("Numer zamówienia,Data,Produkt", "no column holds what each cost"),
        ("Número de pedido,Fecha,Producto", "no column holds what each cost"),
    ],
)
def test_what_orders_lack_is_said(tmp_path, header, lacks):
    values = {"Data": "2026-03-{day:02}", "Fecha": "2026-03-{day:02}", "Wartość": "10.00", "Totale": "10.00"}
    columns = [(name, values.get(name, "k{n}")) for name in header.split(",")]
    with pytest.raises(NeedsAnswer, match=lacks):
        read(tmp_path, table(columns, 12))


#: Lists of something else, by what numbers their rows, with the word of the refusal.
OTHERS = {
    "Quote number,Customer email,Total,Date": "quotes or drafts",
    "Preventivo,Email,Totale,Data": "quotes or drafts",
    "Nº presupuesto,Correo,Importe,Fecha": "quotes or drafts",
    "Nr wyceny,E-mail,Kwota,Data": "quotes or drafts",
    "Angebotsnummer,E-Mail,Betrag,Datum": "quotes or drafts",
    "Gift card code,Customer email,Initial value,Created at,Balance": "gift cards",
    "Buono regalo,Email,Importo,Data,Saldo residuo": "gift cards",
    "Tarjeta regalo,Correo,Importe,Fecha,Saldo": "gift cards",
    "Subscription ID,Email,Price,Created at": "subscriptions",
    "ID abbonamento,Email,Prezzo,Data": "subscriptions",
    "Suscripción,Correo,Precio,Fecha": "subscriptions",
    "Data,Ordini,Vendite nette,Clienti": "sums several orders up",
    "Fecha,Número de pedidos,Ventas netas": "sums several orders up",
    "Date,Customer segment,Number of orders,Revenue": "sums several orders up",
}
VALUES = {
    "day": ("Date", "Data", "Fecha", "Datum", "Created at"),
    "mail": ("Email", "Customer email", "Correo", "E-mail", "E-Mail"),
    "count": ("Ordini", "Clienti", "Número de pedidos", "Number of orders"),
    "number": (
        "Quote number",
        "Preventivo",
        "Nº presupuesto",
        "Nr wyceny",
        "Angebotsnummer",
        "Gift card code",
    ),
    "number2": ("Buono regalo", "Tarjeta regalo", "Subscription ID", "ID abbonamento", "Suscripción"),
    "number3": ("RMA", "Order number", "Numero reso", "Numero ordine", "Nr zwrotu", "Nr zamówienia"),
    "word": ("Customer segment",),
}
WRITTEN = {
    "day": "2026-03-{day:02}",
    "mail": "b{n}@example.com",
    "count": "{count}",
    "number": "{n}7",
    "number2": "S{n}x",
    "number3": "8{n}",
    "word": "VIP",
}


#: Returns with what was paid back, and the number of each order.
REFUNDS = (
    "RMA,Order number,Date,Email,Refund amount",
    "Numero reso,Numero ordine,Data,Email,Totale rimborso",
    "Nr zwrotu,Nr zamówienia,Data,E-mail,Kwota zwrotu",
)


@pytest.mark.parametrize("header", REFUNDS)
def test_refunds_with_the_numbers_of_their_orders_are_no_orders(tmp_path, header):
    written = {name: WRITTEN[kind] for kind, names in VALUES.items() for name in names}
    columns = [(name, written.get(name, "{n}5.50")) for name in header.split(",")]
    for side in (columns, columns[::-1]):
        report = read(tmp_path, table(side, 24)).report
        assert (report.format, report.counts["orders"], report.rows_kept) == ("generic_refunds", 0, 24)


@pytest.mark.parametrize("header", list(OTHERS))
def test_lists_of_something_else_are_named(tmp_path, header):
    written = {name: WRITTEN[kind] for kind, names in VALUES.items() for name in names}
    columns = [(name, written.get(name, "{n}5.50")) for name in header.split(",")]
    with pytest.raises(SourceError, match=OTHERS[header]):
        read(tmp_path, table(columns, 24))
    with pytest.raises(SourceError, match=OTHERS[header]):
        read(tmp_path, table(columns[::-1], 24))


@pytest.mark.parametrize(
    ("columns", "orders", "customers"),
    [
        ((("Pedidos", "10{half}"), ("Data", "2026-03-{halfday:02}"), ("Cliente", "k{half}")), 12, 12),
        ((("Numer oferty", "77{n}"), ("Data zakupu", "2026-03-{day:02}"), ("Kupujący", "u{n}")), 24, 24),
        ((("Subscription ID", "sub_1"), ("Charge date", "2026-03-{day:02}"), ("Email", "a{n}@example.com")),
         24, 24),
        ((("Date", "2026-03-{day:02}"), ("Email", "b{n}@example.com"), ("First order?", "yes")), 24, 24),
        ((("Identyfikator zamówienia", "z{n}"), ("Data", "2026-03-{day:02}"),
          ("Identyfikator klienta", "k7{n}")), 24, 24),
        ((("Order number", "{n}"), ("Date", "2026-03-{day:02}"), ("Email", "b{n}@example.com"),
          ("Gift card", "GC1"), ("Balance", "0"), ("Last order date", "2025-01-01")), 24, 24),
    ],
)  # fmt: skip
def test_orders_that_look_like_other_lists_stay_orders(tmp_path, columns, orders, customers):
    imported = read(tmp_path, table([*columns, ("Product", "P{n}"), ("Amount", "1{n}.00")], 24))
    assert (imported.report.counts["orders"], imported.report.counts["customers"]) == (orders, customers)
    assert revenue(imported) == sum(int(f"1{n}00") for n in range(24))


def test_sales_that_nothing_joins_into_orders_are_not_read_and_told_why(tmp_path):
    content = "Data,Negozio,Prodotto,Quantità,Prezzo unitario\n" + "2026-03-01,Roma,Vaso,2,10.00\n" * 3
    with pytest.raises(SourceError, match="looks like sales, but no column numbers the orders"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "header",
    [
        "Nom,E-mail,Date de création,Nb commandes,CA total",
        "Namn,E-post,Skapad,Antal ordrar,Totalt",
        "Jméno,E-mail,Datum registrace,Počet objednávek,Celkem",
        "Nume,Email,Data înregistrării,Nr. comenzi,Total",
    ],
)
def test_what_each_customer_ordered_in_all_is_no_list_of_orders(tmp_path, header):
    rows = "".join(f"C{n},c{n}@example.com,2024-03-{n + 10},{n % 4 + 1},{n}5.50\n" for n in range(1, 15))
    with pytest.raises(SourceError, match="list of customers"):
        read(tmp_path, f"{header}\n{rows}")
