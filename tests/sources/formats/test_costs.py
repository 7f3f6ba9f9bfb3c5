"""Products with costs and advertising spend: every export as it comes, every row accounted."""

from __future__ import annotations

import pytest

from engagement.sources.importing.reading import raw_tables
from engagement.sources.recognition import platform
from engagement.sources.text.limits import Limits
from tests.sources.formats.web_files import day, filled, lines, read

META = {
    "en": "Reporting starts,Reporting ends,Campaign name,Day,Amount spent (EUR),Impressions,Link clicks",
    "it": "Inizio dei report,Fine dei report,Nome della campagna,Giorno,Importo speso (EUR),Impression,"
    "Clic sul link",
    "es": "Inicio del informe,Fin del informe,Nombre de la campaña,Día,Importe gastado (EUR),Impresiones,"
    "Clics en el enlace",
    "pl": "Początek raportowania,Koniec raportowania,Nazwa kampanii,Dzień,Wydana kwota (EUR),Wyświetlenia,"
    "Kliknięcia linku",
}


@pytest.mark.parametrize("language", META)
def test_meta_ads_gives_spend_by_day_and_its_row_of_totals_is_set_aside(tmp_path, language):
    rows = [
        "2026-01-05,2026-01-05,,,30.50,,",
        "2026-01-05,2026-01-05,Spring,2026-01-05,20.25,1000,12",
        "2026-01-06,2026-01-06,Spring,2026-01-06,10.25,900,9",
    ]
    found = read(tmp_path, lines(META[language], *rows))
    assert found.format == "meta_ads"
    assert (found.rows_kept, found.rows_in) == (2, 3)
    assert found.column("ad_spend", "spend") == [2025, 1025]
    assert set(found.column("ad_spend", "currency")) == {"EUR"}
    assert set(found.column("ad_spend", "channel")) == {"Meta Ads"}
    assert [day(on) for on in found.column("ad_spend", "day")] == ["2026-01-05", "2026-01-06"]
    assert found.column("ad_spend", "clicks") == [12, 9]


@pytest.mark.parametrize(
    ("column", "values", "channels"),
    [
        ("Canale", ("Meta", "Google"), {"Meta", "Google"}),
        ("Piattaforma", ("facebook", "instagram"), {"Meta Ads"}),
    ],
)
def test_a_table_of_several_advertisers_is_none_of_meta_s_whose_platforms_are(
    tmp_path, column, values, channels
):
    rows = [f"2026-01-0{n},{value},Spring,10.00" for n, value in enumerate(values, 5)]
    found = read(tmp_path, lines(f"Giorno,{column},Campagna,Importo speso (EUR)", *rows))
    assert set(found.column("ad_spend", "channel")) == channels


def test_meta_ads_without_days_gives_spend_of_the_period_of_its_report(tmp_path):
    header = "Campaign name,Amount spent (PLN),Reporting starts,Reporting ends"
    found = read(tmp_path, lines(header, 'Spring,"1,250.00",2026-01-01,2026-01-31'))
    (row,) = found.rows("ad_spend")
    assert filled(row, "spend", "currency") == [125_000, "PLN"]
    assert [day(row[name]) for name in ("day", "last_day")] == ["2026-01-01", "2026-01-31"]


GOOGLE = [
    "Day,Campaign,Currency code,Cost,Impr.,Clicks",
    "Giorno,Campagna,Codice valuta,Costo,Impr.,Clic",
    "Día,Campaña,Código de moneda,Coste,Impr.,Clics",
    "Dzień,Kampania,Kod waluty,Koszt,Wyśw.,Kliknięcia",
]


@pytest.mark.parametrize("header", GOOGLE)
def test_google_ads_gives_spend_by_day_below_its_title_and_without_its_totals(tmp_path, header):
    rows = ["2026-01-05,Search,EUR,12.30,100,5", "2026-01-06,Search,EUR,7.70,90,4"]
    total = "Total: Account,,EUR,20.00,190,9"
    above = ("Campaign report", '"1 January 2026 - 31 January 2026"')
    found = read(tmp_path, lines(*above, header, *rows, total))
    assert found.format == "google_ads"
    assert found.column("ad_spend", "spend") == [1230, 770]
    assert (found.rows_kept, found.rows_in) == (2, 3)
    assert set(found.column("ad_spend", "channel")) == {"Google Ads"}


@pytest.mark.parametrize(
    "header",
    [
        "day,channel,spend,currency",
        "Giorno,Canale,Spesa,Valuta",
        "Fecha,Canal,Gasto,Moneda",
        "Data,Kanał,Wydatki,Waluta",
        "Dag,Kanaal,Uitgaven,Valuta",
        "Datum,Kanal,Annonskostnad,Valuta",
        "Dato,Kanal,Annonceforbrug,Valuta",
    ],
)
def test_a_table_of_ones_own_gives_spend_by_day_and_channel(tmp_path, header):
    found = read(tmp_path, lines(header, "2026-01-05,Podcast,40.00,EUR", "2026-01-06,Podcast,,EUR"))
    assert found.format == "generic_costs"
    assert found.column("ad_spend", "spend") == [4000]
    assert found.column("ad_spend", "channel") == ["Podcast"]
    assert found.rows_kept == found.rows_in - 1


@pytest.mark.parametrize(
    "header",
    [
        "SKU,Product,Cost,Currency,From",
        "Codice articolo,Prodotto,Costo unitario,Valuta,Dal",
        "SKU,Producto,Coste unitario,Moneda,Desde",
        "SKU,Produkt,Koszt zakupu,Waluta,Od",
        "Artikelcode,Product,Inkoopprijs,Valuta,From",
        "Artikelnummer,Produkt,Inköpspris,Valuta,From",
        "Varenummer,Produkt,Kostpris,Valuta,From",
        "Tuotekoodi,Tuote,Ostohinta,Valuutta,From",
    ],
)
def test_a_table_of_ones_own_gives_costs_by_product(tmp_path, header):
    rows = ["A-1,Candle,4.20,EUR,2026-01-01", "A-1,Candle,4.60,EUR,2026-03-01", ",,1.00,EUR,", "B,Vase,,EUR,"]
    found = read(tmp_path, lines(header, *rows))
    assert found.format == "generic_costs"
    assert found.column("catalogue", "cost") == [420, 460]
    assert [day(on) for on in found.column("catalogue", "day")] == ["2026-01-01", "2026-03-01"]
    assert (found.rows_kept, found.rows_in) == (2, 4)


def test_shopifys_products_give_costs_vendor_and_type_by_the_names_that_lines_have(tmp_path):
    header = (
        "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,"
        "Cost per item,Status"
    )
    rows = [
        "mug,Mug,<p>x</p>,Lume,Cups,Colour,Red,M-R,12.00,https://x.example/1.png,4.20,active",
        "mug,,,,,,Blue,M-B,12.00,,4.40,",
        "mug,,,,,,,,,https://x.example/2.png,,",
        "jug,Jug,,Filo,Jugs,Title,Default Title,J,20.00,,,active",
    ]
    found = read(tmp_path, lines(header, *rows))
    assert found.format == "shopify_products"
    assert found.column("catalogue", "product") == ["Mug - Red", "Mug - Blue", "Jug"]
    assert found.column("catalogue", "title") == ["Mug", "Mug", "Jug"]
    assert found.column("catalogue", "cost") == [420, 440, None]
    assert found.column("catalogue", "vendor") == ["Lume", "Lume", "Filo"]
    assert found.column("catalogue", "type") == ["Cups", "Cups", "Jugs"]
    assert found.rows_kept == found.rows_in - 1


@pytest.mark.parametrize(
    "header",
    [
        "Order number,Order date,Email,Product,Cost,Total",
        "Date,Sessions,Cost,Campaign",
        "Campaign name,Sent,Recipients,Opens,Cost",
    ],
)
def test_tables_of_other_things_that_name_a_cost_are_no_costs(tmp_path, header):
    days = {"Sent", "Date", "Order date"}
    cells = ",".join("2026-01-05" if name in days else "10" for name in header.split(","))
    path = tmp_path / "file.csv"
    path.write_text(lines(header, cells, cells))
    (raw,) = raw_tables(path, path.name, limits=Limits())
    known = platform.recognise(raw)
    assert known is None or known[0].kind != "costs"


NETWORKS = {
    "tiktok_ads": "Date,Campaign name,Cost,Impressions,Clicks (destination),CPC (destination),Currency",
    "microsoft_ads": "Gregorian date,Account name,Campaign,Spend,Impressions,Clicks,Currency code",
    "linkedin_ads": "Start Date (in UTC),Account Name,Campaign Name,Total Spent,Impressions,Clicks,Currency",
    "pinterest_ads": "Date,Ad,Campaign name,Spend in account currency,Impressions,Pin clicks,Currency",
    "snapchat_ads": "Start Time,Ad,Campaign Name,Amount Spent,Paid Impressions,Swipe Ups,Currency",
}


@pytest.mark.parametrize("network", NETWORKS)
def test_other_networks_name_a_cost_and_campaigns_too_and_are_not_google(tmp_path, network):
    header = NETWORKS[network]
    if network == "tiktok_ads":
        row = "2026-01-05,Spring,12.30,100,5,0.30,EUR"
    else:
        row = "2026-01-05,7,Spring,12.30,100,5,EUR"
    found = read(tmp_path, lines(header, row))
    assert found.format == network
    (spent,) = found.rows("ad_spend")
    assert filled(spent, "campaign", "spend", "currency", "clicks") == ["Spring", 1230, "EUR", 5]
    assert day(spent["day"]) == "2026-01-05"
    assert spent["channel"] != "Google Ads"


def test_a_report_of_advertising_may_name_what_it_brought_and_call_its_day_anything(tmp_path):
    header = "Launched,Nombre de la campaña,Impresiones,Clics,Gasto,Ventas totales,Pedidos totales"
    content = f"{header}\n2026-03-01,Spring,1000,10,5.50,20.00,1\n2026-03-02,Spring,900,8,4.50,0.00,0\n"
    found = read(tmp_path, content)
    assert found.column("ad_spend", "spend") == [550, 450]
    assert any("Launched is read as the day" in str(told) for told in found.warnings)


@pytest.mark.parametrize(
    "header",
    [
        "segments.date,campaign.name,metrics.cost_micros,metrics.impressions,metrics.clicks",
        "Day,Campaign,Cost (micros),Impressions,Clicks",
    ],
)
def test_millionths_are_read_as_such(tmp_path, header):
    found = read(
        tmp_path, lines(header, "2026-01-05,Spring,20250000,1000,12", "2026-01-06,Spring,500000,90,1")
    )
    assert found.column("ad_spend", "spend") == [2025, 50]


def test_a_month_before_its_year_is_a_whole_month(tmp_path):
    found = read(tmp_path, lines("Mese;Canale;Spesa", "02/2026;Google;120,50", "03/2026;Google;80,00"))
    spans = [(day(row["day"]), day(row["last_day"])) for row in found.rows("ad_spend")]
    assert spans == [("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-31")]


def test_a_cost_beside_its_channel_is_not_google_s(tmp_path):
    found = read(tmp_path, lines("Day,Channel,Campaign,Cost,Clicks", "2026-01-05,Meta,Spring,20.25,12"))
    assert found.column("ad_spend", "channel") == ["Meta"]


def test_tiktok_calls_clicks_those_to_a_destination_in_other_languages_too(tmp_path):
    header = "Per giorno,Nome campagna,Costo,Impressioni,Clic (destinazione),Valuta"
    found = read(tmp_path, lines(header, "2026-01-05,Primavera,20.25,1000,12,EUR"))
    assert found.format == "tiktok_ads"
