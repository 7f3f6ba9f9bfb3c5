from __future__ import annotations

from datetime import datetime

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from engagement.sources.recognition.proposals import NeedsAnswer
from tests.sources.formats.order_files import KEY, column, counted, read, reasons, warnings

LANGUAGES = {
    "en": (
        "Order Number,Order Date,Customer Email,Order Total,Status,Country\n"
        "1,2026-05-03,ava@example.com,$49.90,Shipped,US\n"
        '2,2026-05-14,ben@example.com,"$1,020.00",Cancelled,US\n'
        "3,2026-05-15,ava@example.com,$10.00,Refunded,CA\n"
    ),
    "it": (
        "Numero ordine;Data ordine;Email cliente;Totale ordine;Stato;Paese\n"
        "1;03/05/2026;ava@example.com;€ 49,90;Evaso;Italia\n"
        "2;14/05/2026;ben@example.com;€ 1.020,00;Annullato;Italia\n"
        "3;15/05/2026;ava@example.com;€ 10,00;Rimborsato;Francia\n"
    ),
    "es": (
        "N.º de pedido;Fecha del pedido;Correo electrónico;Importe total;Estado;País\n"
        "1;03/05/2026;ava@example.com;49,90 €;Enviado;España\n"
        "2;14/05/2026;ben@example.com;1.020,00 €;Cancelado;España\n"
        "3;15/05/2026;ava@example.com;10,00 €;Reembolsado;Francia\n"
    ),
    "pl": (
        "Nr zamówienia;Data zamówienia;Adres e-mail;Wartość zamówienia;Status zamówienia;Kraj\n"
        "1;2026-05-03;ava@example.com;49,90 zł;Zrealizowane;Polska\n"
        "2;2026-05-14;ben@example.com;1 020,00 zł;Anulowane;Polska\n"
        "3;2026-05-15;ava@example.com;10,00 zł;Zwrócone;Czechy\n"
    ),
    "de": (
        "Bestellnummer;Bestelldatum;Kundennummer;Gesamtbetrag (EUR);Bestellstatus;Lieferland\n"
        "1;03.05.2026;K7;49,90;Versandt;Deutschland\n"
        "2;14.05.2026;K8;1.020,00;Storniert;Deutschland\n"
        "3;15.05.2026;K7;10,00;Erstattet;Österreich\n"
    ),
    "fr": (
        "N° de commande;Date de commande;E-mail;Total TTC;Statut;Pays\n"
        "1;03/05/2026;ava@example.com;49,90 €;Expédié;France\n"
        "2;14/05/2026;ben@example.com;1 020,00 €;Annulé;France\n"
        "3;15/05/2026;ava@example.com;10,00 €;Remboursé;Belgique\n"
    ),
    "pt": (
        "Número do pedido;Data do pedido;E-mail;Valor total;Situação;País\n"
        "1;03/05/2026;ava@example.com;R$ 49,90;Enviado;Brasil\n"
        "2;14/05/2026;ben@example.com;R$ 1.020,00;Cancelado;Brasil\n"
        "3;15/05/2026;ava@example.com;R$ 10,00;Reembolsado;Portugal\n"
    ),
}

EAST_ASIAN = {
    "ja": (
        "注文番号,注文日時,メールアドレス,合計(税込),対応状況\n"
        '1,2026/05/03 10:05:00,a@example.com,"4,990円",発送済み\n'
        "2,2026年5月14日 午後3:05,b@example.com,500円,注文取消し\n"
        "3,2026/05/15 10:05:00,a@example.com,100円,返金済み\n"
    ),
    "zh": (
        "订单编号,订单创建时间,买家会员名,买家实际支付金额,订单状态,币种\n"
        "1,2026-05-03 10:05:00,tb01,4990,交易成功,JPY\n"
        "2,2026-05-14 下午3:05:00,tb02,500,交易关闭,JPY\n"
        "3,2026-05-15 10:05:00,tb01,100,已退款,JPY\n"
    ),
    "ko": (
        "주문번호,주문일시,회원 ID,총 결제금액,주문상태\n"
        '1,2026. 5. 3. 오전 10:05:00,amy,"4,990원",배송완료\n'
        "2,2026. 5. 14. 오후 3:05:00,ben,500원,취소완료\n"
        "3,2026. 5. 15. 오전 10:05:00,amy,100원,환불완료\n"
    ),
}


OTHER_LETTERS = {
    "ru": (
        "Номер заказа;Дата заказа;Статус;Сумма;ID клиента\n"
        "1;03.05.2026 10:00;Выполнен;49,90 ₽;11\n2;14.05.2026 10:00;Отменён;5,00 ₽;12\n"
    ),
    "uk": (
        "Номер замовлення;Дата створення;Статус;Сума;ID клієнта\n"
        "1;03.05.2026 10:00;Виконано;49,90 ₴;11\n2;14.05.2026 10:00;Скасовано;5,00 ₴;12\n"
    ),
    "el": (
        "Αριθμός παραγγελίας;Ημερομηνία;Κατάσταση;Σύνολο;Κωδικός πελάτη\n"
        "1;03/05/2026;Ολοκληρωμένη;49,90 €;11\n2;14/05/2026;Ακυρωμένη;5,00 €;12\n"
    ),
    "ar": (
        "رقم الطلب;تاريخ الطلب;حالة الطلب;إجمالي الطلب;البريد الإلكتروني\n"
        "1;2026-05-03;تم التنفيذ;49.90;a@example.com\n2;2026-05-14;ملغي;5.00;b@example.com\n"
    ),
    "he": (
        "מספר הזמנה;תאריך;סטטוס;סכום הזמנה;אימייל\n"  # noqa: RUF001 - Hebrew
        "1;2026-05-03;הושלם;49.90;a@example.com\n2;2026-05-14;בוטל;5.00;b@example.com\n"
    ),
    "th": (
        "หมายเลขคำสั่งซื้อ;วันที่ทำการสั่งซื้อ;สถานะการสั่งซื้อ;จำนวนเงินทั้งหมด;ชื่อผู้ใช้ (ผู้ซื้อ)\n"
        "1;2026-05-03 10:00;สำเร็จแล้ว;49.90;amy\n2;2026-05-14 10:00;ยกเลิกแล้ว;5.00;ben\n"
    ),
    "vi": (
        "Mã đơn hàng;Ngày đặt hàng;Trạng Thái Đơn Hàng;Tổng giá trị đơn hàng (USD);Người Mua\n"
        "1;2026-05-03 10:00;Hoàn thành;49.90;amy\n2;2026-05-14 10:00;Đã hủy;5.00;ben\n"
    ),
    "fi": (
        "Tilausnumero;Tilauksen päivämäärä;Tila;Yhteensä;Sähköposti\n"
        "1;03.05.2026;Valmis;49,90 €;a@example.com\n2;14.05.2026;Peruutettu;5,00 €;b@example.com\n"
    ),
    "no": (
        "Bestillingsnummer;Bestilt den;Bestillingsstatus;Totalsum;E-postadresse\n"
        "1;03.05.2026;Fullført;49,90;a@example.com\n2;14.05.2026;Kansellert;5,00;b@example.com\n"
    ),
    "hr": (
        "Broj narudžbe;Datum narudžbe;Status;Ukupno;E-mail\n"
        "1;03.05.2026;Završeno;49,90;a@example.com\n2;14.05.2026;Otkazano;5,00;b@example.com\n"
    ),
    "lt": (
        "Užsakymo numeris;Užsakymo data;Būsena;Suma;El. paštas\n"
        "1;2026-05-03;Įvykdytas;49,90;a@example.com\n2;2026-05-14;Atšauktas;5,00;b@example.com\n"
    ),
}


@pytest.mark.parametrize("language", OTHER_LETTERS)
def test_orders_are_read_in_many_languages_and_letters(tmp_path, language):
    found = read(tmp_path, OTHER_LETTERS[language])
    assert column(found, "gross") == [4990, 500]
    assert column(found, "status") == ["paid", "cancelled"]
    assert (found.report.counts["orders"], found.report.counts["customers"]) == (2, 2)


@pytest.mark.parametrize("language", EAST_ASIAN)
def test_orders_are_read_in_japanese_chinese_and_korean(tmp_path, language):
    found = read(tmp_path, EAST_ASIAN[language])
    assert (found.report.rows_in, found.report.rows_set_aside) == (3, 0)
    assert column(found, "gross") == [4990, 500, 100]
    assert column(found, "status") == ["paid", "cancelled", "refunded"]
    assert column(found, "instant")[1] == datetime(2026, 5, 14, 15, 5)
    assert len(set(column(found, "customer_key"))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_orders_are_read_by_what_their_headers_mean_in_seven_languages(tmp_path, language):
    imported = read(tmp_path, LANGUAGES[language])
    assert imported.report.format == "generic_orders"
    assert imported.report.confidence == "generic"
    assert counted(imported) == (3, 2, 1, 1)
    assert column(imported, "gross") == [4990, 102_000, 1000]
    assert column(imported, "instant")[0] == datetime(2026, 5, 3)
    assert None not in column(imported, "country")
    assert column(imported, "currency")[0] != "XXX"


def test_an_amount_that_is_the_same_on_all_rows_of_an_order_is_taken_once(tmp_path):
    imported = read(
        tmp_path,
        "order_id,order_date,customer_id,product,quantity,total\n"
        "1,2026-05-01,7,Mug,2,32.50\n1,2026-05-01,7,Tee,1,32.50\n2,2026-05-02,8,Mug,1,10.00\n",
    )
    assert column(imported, "gross") == [3250, 1000]
    assert column(imported, "items") == [3, 1]
    assert column(imported, "product", "lines") == ["Mug", "Tee", "Mug"]


def test_amounts_that_differ_between_the_rows_of_an_order_are_added_up(tmp_path):
    imported = read(
        tmp_path,
        "order_id,order_date,customer_id,product,amount\n"
        "1,2026-05-01,7,Mug,20.00\n1,2026-05-01,7,Tee,12.50\n2,2026-05-02,8,Mug,10.00\n",
    )
    assert column(imported, "gross") == [3250, 1000]


def test_without_an_amount_price_times_quantity_is_added_up(tmp_path):
    imported = read(
        tmp_path,
        "order_id,order_date,customer_id,product,quantity,unit_price\n"
        "1,2026-05-01,7,Mug,2,10.00\n1,2026-05-01,7,Tee,1,12.50\n2,2026-05-02,8,Mug,1,10.00\n",
    )
    assert column(imported, "gross") == [3250, 1000]


def test_a_log_of_purchases_without_order_numbers_has_one_order_per_row(tmp_path):
    imported = read(
        tmp_path, "CustomerID,Date,Amount\n7,2026-05-01,10.00\n7,2026-05-01,10.00\n8,2026-05-03,12.00\n"
    )
    assert counted(imported) == (3, 2, 0, 0)
    assert len(set(column(imported, "order_id"))) == 3


def test_dates_of_delivery_and_costs_of_delivery_are_not_taken_for_the_orders_own(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Delivery Date,Shipping Cost,Tax Total,Date,Grand Total,Email\n"
        "1,2026-06-09,4.00,1.00,2026-05-01,20.00,ava@example.com\n"
        "2,2026-06-10,4.00,2.00,2026-05-02,30.00,ben@example.com\n",
    )
    assert column(imported, "gross") == [2000, 3000]
    assert column(imported, "instant")[0] == datetime(2026, 5, 1)


def test_rows_under_an_order_that_leave_its_number_blank_belong_to_it(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Order Date,Email,Product,Qty,Order Total\n"
        "1,2026-05-01,ava@example.com,Mug,1,30.00\n,,,Tee,2,\n2,2026-05-02,ben@example.com,Mug,1,10.00\n",
    )
    assert column(imported, "gross") == [3000, 1000]
    assert column(imported, "items") == [3, 1]


def test_a_negative_row_is_a_refund_of_its_order_or_set_aside_without_it(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Order Date,Email,Amount\n"
        "1,2026-05-01,ava@example.com,30.00\n1,2026-05-09,ava@example.com,-10.00\n"
        "2,2026-05-02,ben@example.com,-5.00\n",
    )
    assert column(imported, "gross") == [3000]
    assert column(imported, "refunded") == [1000]
    assert column(imported, "status") == ["partially_refunded"]
    assert reasons(imported) == ["This is a refund of an order that is not in the file"]


def test_a_known_platforms_export_in_another_language_is_read_by_meaning(tmp_path):
    imported = read(
        tmp_path,
        "Bestellnummer,Erstellungsdatum,Uhrzeit,E-Mail-Adresse,Artikel,Anzahl,Preis,Zahlungsstatus,Gesamt\n"
        '10001,"11. Dez. 2024",14:10:40,ava@example.com,Mug,2,5.00,Bezahlt,€ 14.90\n'
        '10001,"11. Dez. 2024",14:10:40,ava@example.com,Tee,1,4.90,Bezahlt,€ 14.90\n'
        '10002,"12. Dez. 2024",14:10:40,ben@example.com,Mug,2,5.00,Storniert,€ 10.00\n',
    )
    assert counted(imported) == (2, 2, 1, 0)
    assert column(imported, "gross") == [1490, 1000]
    assert column(imported, "instant")[0] == datetime(2024, 12, 11, 14, 10, 40)


def test_a_till_receipt_is_the_sum_of_its_lines(tmp_path):
    imported = read(
        tmp_path,
        "Receipt no.;Date;Time;Item;Qty;Unit price;Line total;Loyalty card\n"
        "000017;03.05.2026;10:15;Mug;2;10,00;20,00;L-77\n000017;03.05.2026;10:15;Tea;1;4,50;4,50;L-77\n"
        "000018;14.05.2026;11:00;Mug;1;10,00;10,00;\n",
    )
    assert counted(imported) == (2, 1, 0, 0)
    assert column(imported, "order_id") == ["000017", "000018"]
    assert column(imported, "gross") == [2450, 1000]
    assert column(imported, "price", "lines") == [1000, 450, 1000]


def test_full_names_are_nobodys_identity(tmp_path):
    imported = read(
        tmp_path,
        "Order #,Purchase Date,Customer,Grand Total\n"
        "1,2026-05-01,Ava Abbot,10.00\n2,2026-05-02,Ben Baker,5.00\n",
    )
    assert imported.report.counts["orders_without_customer"] == 2
    assert "Customer names customers in words that several people may share" in warnings(imported)


def test_a_total_row_is_set_aside_by_name(tmp_path):
    imported = read(tmp_path, LANGUAGES["it"] + "Totale;;;€ 1.079,90;;\n")
    assert sum(column(imported, "gross")) == 107_990
    assert reasons(imported) == ["This is a total of the other rows"]


def test_orders_without_amounts_are_read_and_the_report_says_so(tmp_path):
    imported = read(
        tmp_path, "Order ID,Order Date,Email\n1,2026-05-01,ava@example.com\n2,2026-05-02,a@example.com\n"
    )
    assert column(imported, "gross") == [0, 0]
    assert "names no amounts" in warnings(imported)


@pytest.mark.parametrize(
    "content",
    [
        "Name,Birthday\nAva,2001-02-03\nBen,2002-03-04\n",
        "Date,Temperature\n2026-05-01,21.5\n2026-05-02,22.0\n",
        "Product,Price\nMug,10.00\nTee,12.00\n",
    ],
)
def test_a_table_of_something_else_is_no_table_of_orders(tmp_path, content):
    path = tmp_path / "other.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(SourceError):
        reading.read(path, path.name, key=KEY, hints=Hints())


def test_a_marketplaces_report_in_spanish_counts_what_was_cancelled_and_given_back(tmp_path):
    imported = read(
        tmp_path,
        "# de venta,Fecha de venta,Estado,Unidades,Ingresos por productos (MXN),Cargo por venta e impuestos,"
        "Anulaciones y reembolsos (MXN),Total (MXN),SKU,Canal de venta,Título de la publicación,Comprador\n"
        "2001,27 de diciembre de 2025 23:28 hs.,Entregado,1,359.00,-66.00,0,293.00,S1,Tienda,Taza,Ava Abbot\n"
        "2002,28 de diciembre de 2025 12:28 hs.,Venta cancelada,1,359.00,-66.00,0,0,S1,Tienda,Taza,Ben Bean\n"
        "2003,3 de enero de 2026 09:28 hs.,Devuelta,1,1259.00,-66.00,-1259.00,0,S1,Tienda,Taza,Cleo Cruz\n",
    )
    assert counted(imported) == (3, 0, 1, 1)
    assert column(imported, "gross") == [35900, 35900, 125_900]
    assert column(imported, "currency") == ["MXN"] * 3
    assert column(imported, "product", "lines") == ["Taza"] * 3


def test_a_row_over_the_rows_of_its_order_holds_its_money(tmp_path):
    imported = read(
        tmp_path,
        "Date,Receipt Number,Line Type,Customer Code,Quantity,Total,Details,Status\n"
        "2026-01-05 10:00,101,Sale,ava-1,3,27.00,2 X Mug + 1 X Tee,CLOSED\n"
        "2026-01-05 10:00,101,Sale Line,,2,22.00,Mug,\n2026-01-05 10:00,101,Sale Line,,1,5.00,Tee,\n"
        "2026-01-06 10:00,102,Sale,,1,11.00,1 X Mug,VOIDED\n2026-01-06 10:00,102,Sale Line,,1,11.00,Mug,\n",
    )
    assert counted(imported) == (2, 1, 1, 0)
    assert column(imported, "gross") == [2700, 1100]
    assert column(imported, "items") == [3, 1]


def test_a_list_of_orders_needs_neither_money_nor_a_customer(tmp_path):
    imported = read(
        tmp_path, "Order ID,Order Date,CustomerName,City\nB-1,01-04-2026,Ava,Pune\nB-2,23-04-2026,Ben,Pune\n"
    )
    assert counted(imported) == (2, 0, 0, 0)


@pytest.mark.parametrize(
    "content",
    [
        "id,email,created_at,orders_count,total_spent\n1,ava@example.com,2026-05-01,3,120.00\n",
        "id,Email,Amount,Created,Current Period End (UTC)\ns_1,a@example.com,9,2026-05-01,2026-06-01\n",
        "Id,Name,Email,Total,Created At,Abandoned Checkout URL\n1,#C1,ava@example.com,9.00,2026-05-01,https://example.com\n",
    ],
)
def test_customers_subscriptions_and_left_baskets_are_no_orders(tmp_path, content):
    path = tmp_path / "other.csv"
    path.write_text(content, "utf-8")
    with pytest.raises(SourceError):
        reading.read(path, path.name, key=KEY, hints=Hints())


def test_what_was_spent_in_all_on_one_purchase_is_its_amount(tmp_path):
    imported = read(
        tmp_path,
        "Transaction ID,Customer ID,Item,Price Per Unit,Quantity,Total Spent,Transaction Date\n"
        "T1,C1,Mug,18.5,10,185,2026-04-08\nT2,C2,Tee,29,9,261,2026-07-23\n",
    )
    assert counted(imported) == (2, 2, 0, 0)
    assert column(imported, "gross") == [18_500, 26_100]


def test_an_order_without_a_number_is_named_by_a_pseudonym_never_by_an_address(tmp_path):
    file = tmp_path / "sales.csv"
    file.write_text("Date,Customer e-mail,Order total\n2026-03-01,ava@example.com,10.00\n", encoding="utf-8")
    (imported,) = reading.read(file, name="sales.csv", key=KEY, hints=Hints())
    for table in imported.tables.values():
        assert "ava" not in str(table.to_pylist())


def test_an_amount_beside_a_price_that_may_count_pieces_is_asked_about(tmp_path):
    header = "TRANSACTION_DT,CUSTOMER_ID,PRODUCT_ID,AMOUNT,SALES_PRICE\n"
    rows = "".join(f"2026-05-{n:02},90{n},47{n},{1 + n % 3},{40 + 7 * n}\n" for n in range(1, 20))
    with pytest.raises(NeedsAnswer):
        read(tmp_path, header + rows)
    priced = "".join(f"2026-05-{n:02},90{n},47{n},{40 + 7 * n},{40 + 7 * n}\n" for n in range(1, 20))
    assert counted(read(tmp_path, header + priced)) == (19, 19, 0, 0)


def test_an_order_form_is_no_survey_though_it_is_submitted(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Submitted at,Customer email,Items,Total,Currency,Status\n"
        "o1,2026-05-01 10:00:00,ann@example.com,2x Lamp,20.50,EUR,paid\n"
        "o2,2026-05-02 10:00:00,ben@example.com,1x Mug,9.50,EUR,cancelled\n",
    )
    assert imported.report.format == "generic_orders"
    assert column(imported, "gross") == [2050, 950]
    assert column(imported, "status") == ["paid", "cancelled"]


def test_customer_0_beside_numbered_ones_is_a_guest_and_nobody(tmp_path):
    imported = read(
        tmp_path,
        "Order ID,Customer ID,Order Date,Total\n1,0,2026-05-01,9\n2,12,2026-05-02,8\n3,0,2026-05-03,7\n",
    )
    assert column(imported, "guest") == [True, False, True]
    assert column(imported, "customer_key")[0] is None


def test_a_price_that_grows_with_the_pieces_is_what_the_row_came_to(tmp_path):
    rows = "".join(
        f"{n},2026-03-0{n},a{n}@example.com,{item},{n % 3 + 1},{price * (n % 3 + 1):.2f}\n"
        for n in range(1, 8)
        for item, price in (("Mug", 12.5), ("Tea", 4.2))
    )
    sold = "Order Id,Order Date,Email,Menu Item,Qty,Gross Price\n" + rows
    result = read(tmp_path, sold)
    assert sum(row["gross"] for row in result.tables["orders"].to_pylist()) == sum(
        round((12.5 + 4.2) * 100) * (n % 3 + 1) for n in range(1, 8)
    )
    assert any("grows with the pieces" in str(sentence) for sentence in result.report.warnings)


def test_an_ambiguous_state_is_one_of_orders_where_some_were_called_off(tmp_path):
    rows = "".join(
        f"{n},2026-03-{n:02},a{n}@example.com,10.00,{'Annullato' if n == 5 else 'Ordine'},Fatturato\n"
        for n in range(1, 13)
    )
    text = "Riferimento ordine,Data ordine,Email,Totale,Stato,Stato fatturazione\n" + rows
    assert read(tmp_path, text).report.counts["cancelled"] == 1


def test_whether_it_is_paid_asks_nobody(tmp_path):
    rows = "".join(f"{n},0{n}.03.2026,a{n}@example.com,Ware,10.00,ja\n" for n in range(1, 8))
    result = read(tmp_path, "lfd. Nr.,Datum,Mailadresse,Ware,Betrag in €,bezahlt?\n" + rows)
    assert (result.report.kind, result.report.counts["orders"]) == ("orders", 7)


def test_a_form_that_asks_what_to_order_is_a_list_of_orders(tmp_path):
    rows = "".join(f"0{n}/01/2026 10:00:00,p{n}@example.com,Torta,1,{n}.50\n" for n in range(1, 6))
    imported = read(tmp_path, "Timestamp,Email,Cosa vuoi ordinare?,Quantità,Totale €\n" + rows)
    assert imported.report.counts["orders"] == 5


def test_a_cost_in_a_named_currency_stands_for_the_amount_at_the_last_resort(tmp_path):
    rows = "".join(f"BK{n},2026-01-0{n},p{n}@example.com,{n}.50\n" for n in range(1, 6))
    imported = read(tmp_path, "Booking ref,Booked,Guest email,Total cost (EUR)\n" + rows)
    assert column(imported, "gross") == [150, 250, 350, 450, 550]
    assert None not in column(imported, "customer_key")


def test_a_price_beside_the_number_of_products_is_that_of_the_order(tmp_path):
    content = (
        "Order number,Order placed,Order status,Price (incl. VAT),Items\n"
        "1,2026-03-01 10:00,delivered,30.00,3\n2,2026-03-02 11:00,delivered,20.00,2\n"
    )
    imported = read(tmp_path, content)
    assert (column(imported, "gross"), column(imported, "items")) == ([3000, 2000], [3, 2])


def test_an_amount_by_weight_is_what_the_product_brought(tmp_path):
    imported = read(
        tmp_path,
        "Ordine;Data;Email;Prodotto;Quantità (kg);Prezzo al kg;Importo\n"
        "1;13/02/2026;ida@example.com;Sencha;0,25;40,00;10,00\n"
        "2;14/02/2026;oto@example.com;Sencha;0,50;40,00;20,00\n",
    )
    pieces, prices = (column(imported, name, "lines") for name in ("quantity", "price"))
    assert [piece * price for piece, price in zip(pieces, prices, strict=True)] == [1000, 2000]


def test_the_shops_own_clock_is_read_before_that_of_greenwich(tmp_path):
    imported = read(
        tmp_path,
        "order_id,created_at_utc,created_at_local,email,total\n"
        "1,2026-03-01T23:30:00Z,2026-03-02T00:30:00,ida@example.com,20.00\n",
    )
    assert str(column(imported, "instant")[0]) == "2026-03-02 00:30:00"


def test_a_time_in_six_digits_is_one(tmp_path):
    imported = read(
        tmp_path,
        "order_no,order_date,order_time,email,amount\n1,20260302,81203,ida@example.com,20.00\n"
        "2,20260302,235900,oto@example.com,20.00\n",
    )
    assert [str(at)[11:] for at in column(imported, "instant")] == ["08:12:03", "23:59:00"]


def test_a_tax_named_with_its_rate_is_one_and_two_rates_are_left_open(tmp_path):
    one = read(
        tmp_path,
        "Rechnungsnr.;Datum;E-Mail;Netto;MwSt. 19%;Brutto\n1;13.02.2026;ida@example.com;10,00;1,90;11,90\n",
    )
    assert column(one, "tax") == [190]
    two = read(
        tmp_path,
        "Rechnungsnr.;Datum;E-Mail;MwSt. 7%;MwSt. 19%;Brutto\n1;13.02.2026;ida@example.com;0,70;1,90;22,60\n",
    )
    assert column(two, "tax") == [None]


def test_a_customers_number_stands_for_the_address_that_it_has_elsewhere(tmp_path):
    imported = read(
        tmp_path,
        "order_id,created_at,customer_id,email,total\n1,2026-03-01,71,ida@example.com,20.00\n"
        "2,2026-03-02,71,,20.00\n3,2026-03-03,72,,20.00\n4,2026-03-04,73,oto@example.com,20.00\n"
        "5,2026-03-05,73,uli@example.com,20.00\n6,2026-03-06,73,,20.00\n",
    )
    one, again, other, *_, unclear = keys = column(imported, "customer_key")
    assert one == again
    assert len({one, other, *keys[3:5], unclear}) == 5
    assert "1 row without an address" in warnings(imported)


def test_documents_with_a_buyer_are_numbered_by_their_column(tmp_path):
    imported = read(
        tmp_path,
        "Document,Type,Date,Customer email,Amount,Original document\n"
        "INV1,Invoice,2026-03-01,ida@example.com,20.00,\nINV2,Invoice,2026-03-02,ida@example.com,20.00,\n"
        "CRN9,Credit note,2026-03-03,ida@example.com,5.00,INV2\n",
    )
    assert column(imported, "order_id") == ["INV1", "INV2"]
    assert column(imported, "refunded") == [0, 500]


def test_amounts_of_three_decimals_are_doubted_as_they_are_read(tmp_path):
    rows = "".join(f"{n},2026-03-0{n},ida@example.com,{n}2.340,EUR\n" for n in range(1, 8))
    imported = read(tmp_path, f"Order,Date,Email,Total,Currency\n{rows}")
    (doubt,) = (doubt for doubt in imported.report.doubts if doubt.about == "decimal")
    assert column(imported, "gross")[0] == (1234000 if doubt.chosen == "," else 1234)
    assert warnings(imported).count("decimal point or a decimal comma") == 1
