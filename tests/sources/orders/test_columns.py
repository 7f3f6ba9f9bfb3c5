from __future__ import annotations

import pyarrow as pa
import pytest

from engagement.money.currencies import currency_in
from engagement.sources.meaning.header_words import words
from engagement.sources.model.raw_table import RawTable
from engagement.sources.orders.columns import find
from engagement.sources.orders.columns import found_columns as columns_found

DATES, MONEY, MAILS, IDS = (
    ["2026-05-01", "2026-05-02"],
    ["10.00", "12.50"],
    ["a@example.com"] * 2,
    ["A1", "A2"],
)


def found(**columns: list[str]) -> dict[str, str]:
    names = tuple(columns)
    data = pa.table({str(n): pa.array(values) for n, values in enumerate(columns.values())})
    return find(RawTable("a.csv", names, data, pa.array([2, 3])))


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("N.º del Pedido", {"number", "pedido"}),
        ("N° de commande", {"number", "commande"}),
        ("Nr zamówienia", {"number", "zamowienia"}),
        ("OrderDate", {"order", "date"}),
        ("order_total (EUR)", {"order", "total", "eur"}),
        ("Order #", {"order", "number"}),
        ("Straße", {"strasse"}),
    ],
)
def test_a_header_is_the_set_of_its_words(header, meaning):
    assert words(header) == meaning


@pytest.mark.parametrize(
    ("header", "code"),
    [
        *[("Total (EUR)", "EUR"), ("Betrag €", "EUR"), ("Total", None), ("TOTAL", None)],
        *[("Amount (₹)", "INR"), ("Сумма, ₴", "UAH"), ("Total R&D", None)],
    ],
)
def test_a_header_may_name_the_currency(header, code):
    assert currency_in(header) == code


def test_the_orders_own_date_is_told_from_others():
    columns = found(**{"Ship Date": DATES, "Last Updated": DATES, "Created At": DATES, "Paid Date": DATES})
    assert columns["date"] == "Created At"


def test_the_orders_total_is_told_from_tax_shipping_and_discount():
    columns = found(
        **{"Total Tax": MONEY, "Shipping Total": MONEY, "Discount Total": MONEY, "Total (inc. tax)": MONEY}
    )
    assert columns["amount"] == "Total (inc. tax)"


def test_values_have_the_last_word():
    assert "date" not in found(Date=["soon", "later"])
    assert "amount" not in found(Total=["many", "few"])
    assert "email" not in found(Email=["yes", "no"])
    assert found(Items=["3", "4"])["quantity"] == "Items"
    assert found(Item=["Mug", "Tea"])["product"] == "Item"
    assert found(State=["New York", "New Jersey"])["region"] == "State"
    assert found(State=["shipped", "cancelled"])["status"] == "State"


def test_a_column_serves_one_field_only():
    columns = found(Order=IDS, Date=DATES, Email=MAILS, Total=MONEY, Price=MONEY)
    assert columns == {
        "order_id": "Order",
        "date": "Date",
        "email": "Email",
        "amount": "Total",
        "price": "Price",
    }


def test_an_amount_with_tax_is_better_than_one_without():
    assert found(Total_Excl=MONEY, Total_Incl=MONEY)["amount"] == "Total_Incl"
    assert found(Nettobetrag=MONEY, Gesamtbetrag=MONEY)["amount"] == "Gesamtbetrag"


def test_of_two_addresses_the_one_that_guests_have_too_is_the_customers():
    blank = ["ava@example.com", None]
    assert found(**{"Customer Email": blank, "Billing Email": MAILS})["email"] == "Billing Email"


def test_a_bare_id_is_an_orders_only_where_the_table_lists_orders():
    assert found(id=IDS, user_id=IDS, order_date=DATES)["order_id"] == "id"
    assert "order_id" not in found(id=IDS, user_id=IDS, signed_up=DATES)
    assert "order_id" not in found(id=["A1", "A1"], order_date=DATES)


def test_a_name_is_an_orders_where_it_looks_like_one():
    numbers = ["#1001", "#1001"]
    assert found(**{"Name": numbers, "Created at": DATES, "Total": MONEY})["order_id"] == "Name"
    assert "order_id" not in found(**{"Name": ["Ava Abbot", "Ben Baker"], "Created at": DATES})


def test_the_day_of_payment_stands_for_the_orders_only_where_no_other_does():
    assert found(**{"Paid at": DATES})["date"] == "Paid at"
    assert found(**{"Paid at": DATES, "Order created (UTC)": DATES})["date"] == "Order created (UTC)"


def test_yes_and_no_are_no_amount_that_went_back():
    assert "refunded" not in found(**{"Refunded?": ["0", "1"]})
    assert found(Refunded=["0", "7.50"])["refunded"] == "Refunded"


def test_whether_somebody_is_a_member_is_nobodys_number():
    assert found(Member=["yes", "no"]).get("customer") is None
    assert found(Member=["M-1", "M-2"])["customer"] == "Member"


def test_words_written_short_are_the_words():
    columns = found(**{"Ord No.": IDS, "Txn Dt": DATES, "Cust ID": IDS, "Amt": MONEY})
    assert columns == {"order_id": "Ord No.", "date": "Txn Dt", "customer": "Cust ID", "amount": "Amt"}


def test_what_is_net_is_the_amount_only_where_nothing_else_is():
    assert found(**{"Net Value": MONEY})["amount"] == "Net Value"
    assert found(**{"Net Value": MONEY, "Gross Amount": MONEY})["amount"] == "Gross Amount"
    assert "amount" not in found(**{"Net Value": MONEY, "Unit Price": MONEY})


def test_one_wrong_cell_takes_no_column_from_a_small_table():
    roles = found(**{"Order ID": IDS, "Created at": DATES, "Total": ["12.50", "x"]})
    assert roles["amount"] == "Total"
    assert "amount" not in found(**{"Order ID": IDS, "Created at": DATES, "Total": ["y", "x"]})


def test_each_column_says_by_what_it_was_found():
    columns = {
        "Order number": IDS,
        "Day of the order": DATES,
        "Contact": ["ava@example.com", "ben@example.com"],
        "Cost": MONEY,
    }
    data = pa.table({str(n): pa.array(values) for n, values in enumerate(columns.values())})
    evidence = {
        one.role: (one.column, one.by)
        for one in columns_found(RawTable("a.csv", tuple(columns), data, pa.array([2, 3])))
    }
    assert evidence == {
        "order_id": ("Order number", "name"),
        "date": ("Day of the order", "part of the name"),
        "email": ("Contact", "values"),
        "amount": ("Cost", "last resort"),
    }


@pytest.mark.parametrize(
    ("header", "other"),
    [
        ("Fecha de pago", "Fecha de servicio"),
        ("Payment Date", "Service Date"),
        ("Data pagamento", "Data ultimo aggiornamento"),
        ("Fecha", "Fecha de arribo"),
        ("Datum", "Datum verzending"),
        ("Data płatności", "Data wizyty"),
    ],
)
def test_the_day_of_what_was_bought_is_no_day_of_a_sale(header, other):
    assert found(**{other: DATES, "Total": MONEY, header: DATES})["date"] == header


def test_the_day_of_a_service_stands_for_that_of_its_sale_where_no_other_is_told():
    assert found(**{"Fecha de servicio": DATES, "Total": MONEY})["date"] == "Fecha de servicio"


@pytest.mark.parametrize(
    ("codes", "known"),
    [(["EUR", "PLN"], True), (["USD", "USD"], True), (["ALL", "TOP"], False), (["EUR", "Card"], False)],
)
def test_a_column_of_codes_of_currencies_is_one_whatever_it_is_called(codes, known):
    columns = found(**{"Order ID": IDS, "Date": DATES, "Total": MONEY, "Ticker": codes})
    assert (columns.get("currency") == "Ticker") == known


@pytest.mark.parametrize(
    "header",
    [
        "Final Price", "Prezzo finale", "Precio Final", "Cena końcowa", "Endpreis", "Prix final",
        "Preço final", "Eindprijs", "Slutpris", "Celkem s DPH", "Végösszeg", "Toplam Tutar",
        "Totale documento", "Bruttosumme", "Total TTC", "Do zapłaty", "Valor pago", "Order Total (inc tax)",
    ],
)  # fmt: skip
def test_what_an_order_came_to_is_known_in_every_language(header):
    beside = {"Subtotal": MONEY, "Total Shipped": ["1", "2"], "Tax Total": MONEY, "Totale imponibile": MONEY}
    assert found(**{"Date": DATES, **beside, header: MONEY})["amount"] == header


@pytest.mark.parametrize("header", ["billFullName", "Bill Name", "Payment Name"])
def test_a_name_on_a_bill_numbers_no_orders(header):
    assert "order_id" not in found(**{"Date": DATES, header: ["Ann Abel 1", "Bea Bauer 2"], "Total": MONEY})


@pytest.mark.parametrize("header", ["E-Mail-Adresse", "Buyer e-mail", "Adres e-mail", "Correo e-mail"])
def test_e_mail_is_one_word(header):
    assert found(**{"Date": DATES, header: MAILS, "Total": MONEY})["email"] == header


def test_the_only_column_of_days_is_that_of_the_orders_whatever_it_is_called():
    columns = found(**{"Order ID": IDS, "Placering": DATES, "Total": MONEY})
    assert columns["date"] == "Placering"
    assert "date" not in found(**{"Order ID": IDS, "Placering": DATES, "Andet": DATES, "Total": MONEY})
    assert "date" not in found(**{"Order ID": IDS, "Delivered": DATES, "Total": MONEY})


def test_words_that_nothing_parts_are_known_as_the_name_that_they_make():
    columns = found(ordernumber=IDS, createdat=DATES, grandtotal=MONEY, customeremail=MAILS)
    assert columns == {
        "order_id": "ordernumber",
        "date": "createdat",
        "amount": "grandtotal",
        "email": "customeremail",
    }


@pytest.mark.parametrize(
    ("value", "total"), [("Bestellwert", "Bestellsumme"), ("Wartość zamówienia", "Suma zamówienia")]
)
def test_a_total_comes_before_the_worth_of_what_was_ordered(value, total):
    columns = {"Datum": DATES, "E-Mail": MAILS, value: MONEY, total: MONEY}
    assert found(**columns)["amount"] == total


@pytest.mark.parametrize("header", ["Czas", "Tijdstip", "Uhrzeit", "Horodatage"])
def test_a_column_of_times_that_holds_whole_days_is_the_day(header):
    assert found(**{header: DATES, "Email": MAILS, "Total": MONEY})["date"] == header


def test_an_estimated_arrival_is_not_taken_for_the_day():
    assert "date" not in found(**{"Order number": IDS, "eta": DATES, "Total": MONEY})


@pytest.mark.parametrize(
    "headers",
    [
        "BestNr BestDat KdNr Mg EP GP",
        "N.Ord.|Data Ord.|Cod.Cli.|Q.tà|Pr.Un.|Tot. riga",
        "Nº ped.|F. pedido|Cliente|Uds.|P. unit.|Total línea",
        "Nr zam.|Data zam.|Id klienta|Il.|Cena j.|Wart.",
        "N° cde|Date cde|Code client|Qté|PU TTC|Total ligne",
        "Nº ped.|Dt. pedido|Código cliente|Qtde.|Vlr. unit.|Total item",
    ],
)
def test_headers_written_short_are_known(headers):
    names = headers.split("|") if "|" in headers else headers.split()
    values = (IDS, DATES, ["K1", "K2"], ["1", "2"], MONEY, ["20.00", "25.00"])
    fields = found(**dict(zip(names, values, strict=True)))
    wanted = ("order_id", "date", "customer", "quantity", "price", "line_amount")
    assert {field: fields.get(field) for field in wanted} == dict(zip(wanted, names, strict=True))


def test_hours_worked_are_no_amount():
    assert "amount" not in found(**{"Date": DATES, "Email": MAILS, "Total hours": MONEY})


def test_the_day_on_which_somebody_registered_is_no_day_of_an_order():
    assert "date" not in found(user_id=IDS, registered_date=DATES, total_order=MONEY)


@pytest.mark.parametrize(
    "header",
    [
        "Auftr.Nr.|AuftrDat|KdNr|Bez.|Stk|VK|Betr.",
        "N. doc.|Dt. doc.|Cli.|Art.|Q.tà|Prz.|Tot.",
        "Num.Fact|Fec.|Cte.|Desc.|Uds.|Pr.|Tot.",
        "Nr dok.|Data wyst.|Kontrah.|Towar|Il.|Cena|Wart. br.",
        "Num cmd|Dt cmd|N° cli.|Désign.|Qte|P.U.|Mont.",
        "Ordernr.|Orderdat.|Klantnr.|Omschr.|Aant.|Pr.|Bedr.",
        "Num. enc.|Dt.|Cli.|Art.|Qtd.|P.Unit.|Val.",
        "Ord No.|Ord Dt|Cust No|Itm|Qty|U/P|Amt",
    ],
)
def test_columns_written_short_are_known_in_each_language(header):
    values = [["A1", "A2"], DATES, ["501", "502"], ["Mug", "Lid"], ["1", "2"], MONEY, MONEY]
    fields = ["order_id", "date", "customer", "product", "quantity", "price"]
    roles = found(**dict(zip(header.split("|"), values, strict=True)))
    assert [roles.get(field) for field in fields] == header.split("|")[:6]
    assert header.split("|")[6] in {roles.get("amount"), roles.get("line_amount")}


def test_a_best_seller_numbers_no_order():
    assert "order_id" not in found(**{"Best seller": ["A1", "A2"], "Date": DATES, "Total": MONEY})


def test_the_purchase_order_of_a_customer_is_no_customer():
    customers = {"Account": ["C1", "C1"], "Customer PO": ["P1", "P2"]}
    roles = found(**customers, Order=IDS, Ordered=DATES, Total=MONEY)
    assert (roles["customer"], roles["order_id"]) == ("Account", "Order")


def test_the_german_day_is_a_day_where_it_holds_days():
    assert found(Beleg=IDS, Tag=DATES, Mail=MAILS, Summe=MONEY)["date"] == "Tag"
    assert found(Beleg=IDS, Datum=DATES, Tag=["new", "vip"], Summe=MONEY)["tags"] == "Tag"


def test_done_that_is_yes_or_cancelled_is_the_state():
    done = ["ja", "ja", "storniert", "ja", "nein", "ja"]
    data = {"Beleg": [f"B{n}" for n in range(6)], "Datum": [f"2026-05-0{n + 1}" for n in range(6)]}
    assert found(**data, Summe=["1.50"] * 6, erledigt=done)["status"] == "erledigt"


@pytest.mark.parametrize("header", ["Number", "Numero", "Número", "Nummer"])
def test_a_number_is_that_of_pieces_or_of_rows_by_what_it_holds(header):
    rows = {"Order": ["A1", "A1", "A2", "A3"], "Date": DATES * 2, "Product": ["Mug", "Lid", "Mug", "Jar"]}
    assert found(**rows, Price=MONEY * 2, **{header: ["1", "2", "1", "12"]})["quantity"] == header
    assert "quantity" not in found(**rows, Price=MONEY * 2, **{header: ["1", "2", "3", "4"]})
    assert "quantity" not in found(**rows, Price=MONEY * 2, **{header: ["2041", "2041", "2042", "2043"]})


def test_a_number_beside_a_buyer_a_day_and_an_amount_is_that_of_an_order():
    rows = {"Numero": ["12", "13"], "Data": DATES, "Totale": MONEY}
    assert found(**rows, Cliente=["Anna Bianchi", "Ugo Rossi"])["order_id"] == "Numero"
    assert "order_id" not in found(**rows, Fornitore=["Rossi", "Verdi"])
    assert "order_id" not in found(**rows, Cliente=["Anna Bianchi", "Ugo Rossi"], Prodotto=["Mug", "Lid"])


def test_one_question_about_several_things_is_no_column_of_an_order():
    asked = {"Avalie [Entrega]": ["5", "4"], "Avalie [Preço]": ["3", "5"]}
    assert "price" not in found(**{"E-mail": MAILS}, Data=DATES, **asked)
    assert found(**{"E-mail": MAILS, "Preço [BRL]": MONEY, "Preço [USD]": MONEY}, Data=DATES)["price"]


@pytest.mark.parametrize(
    "header",
    ["Summe inkl. MwSt", "Gesamtbetrag inkl. USt.", "Summa inkl. moms", "Total cu TVA", "Total IVA inclusa"],
)
def test_a_total_with_its_tax_is_one_in_every_language(header):
    assert found(**{"Order": IDS, "Date": DATES, header: ["11.90", "12.50"]})["amount"] == header


def test_the_german_tax_is_one_word():
    assert words("MwSt.") == {"mwst"}
    assert words("inkl. USt") == {"inkl", "ust"}


@pytest.mark.parametrize(("discount", "code"), [("Discount", "Code"), ("Remise", "Code"), ("Rabat", "Kod")])
def test_a_plain_code_is_that_of_the_discount_if_it_stands_only_where_there_is_one(discount, code):
    columns = {"Order": IDS, "Date": DATES, "Total": MONEY, discount: ["0.00", "2.00"]}
    assert found(**columns, **{code: [None, "SPRING"]})["discount_code"] == code
    assert "discount_code" not in found(**columns, **{code: ["A7", "B8"]})


def test_the_day_of_an_answer_is_none_of_an_order():
    columns = {"order_number": IDS, "email": ["a@example.com", "b@example.com"], "order_value": MONEY}
    assert "date" not in found(**columns, responded_at=DATES)
    assert found(**columns, moment=DATES)["date"] == "moment"


def test_of_two_days_the_one_under_the_word_for_an_order_is_that_of_the_order():
    assert found(REF=IDS, ORDER=DATES, PAYDAY=["2026-05-03", "2026-05-04"], TOTAL=MONEY)["date"] == "ORDER"


def test_names_under_guest_say_nothing_of_accounts():
    assert "guest" not in found(Order=IDS, Date=DATES, Total=MONEY, Guest=["Ada Bell", "Ben Cole"])


def test_the_columns_of_a_table_are_found_once_and_those_of_another_anew():
    data = pa.table({"0": IDS, "1": DATES, "2": MONEY})
    raw = RawTable("a.csv", ("Order", "Date", "Total"), data, pa.array([2, 3]))
    assert columns_found(raw) is columns_found(raw)
    renamed = RawTable("a.csv", ("Order", "Date", "Weight"), data, pa.array([2, 3]))
    assert "amount" in find(raw)
    assert "amount" not in find(renamed)


def test_a_number_beside_kinds_of_documents_is_theirs():
    columns = {"Date": DATES, "Num": ["7", "7"], "Product": ["Mug", "Lid"], "Amount": MONEY}
    assert found(**columns, Kind=["Invoice", "Sales Receipt"])["order_id"] == "Num"
    assert "order_id" not in found(**columns, Kind=["Red", "Blue"])
    pieces = {**columns, "Num": ["1", "1"]}
    assert "order_id" not in found(**pieces, Kind=["Invoice", "Sales Receipt"])
