"""A template is read as it is, every cell of it, by the generic reading of its kind."""

from __future__ import annotations

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.recognition import blank_tables
from tests.sources.formats.order_files import KEY, column


def read(tmp_path, kind):
    path = tmp_path / f"{kind}.csv"
    path.write_bytes(blank_tables.template(kind))
    (imported,) = reading.read(path, path.name, key=KEY, hints=Hints())
    return imported


@pytest.mark.parametrize("kind", blank_tables.TEMPLATES)
def test_a_template_is_read_whole_by_the_generic_reading_of_its_kind(tmp_path, kind):
    report = read(tmp_path, kind).report
    # Two steps of the way to the order are what Shopify's report of sessions is known by.
    assert (report.kind, report.confidence) == (kind, "exact" if kind == "web" else "generic")
    assert (report.rows_in, report.rows_kept) == (2, 2)
    assert report.columns_ignored == ()


def test_the_template_of_orders_gives_its_two_orders_exactly(tmp_path):
    imported = read(tmp_path, "orders")
    expected = {
        "order_id": ["1001", "1002"],
        "gross": [4990, 12000],
        "refunded": [0, 2000],
        "currency": ["EUR", "EUR"],
        "status": ["paid", "partially_refunded"],
        "country": ["IT", "PL"],
        "discount_code": ["SPRING", None],
        "channel": ["Web shop", "Market"],
        "items": [2, 1],
    }
    assert {name: column(imported, name) for name in expected} == expected
    assert [str(day) for day in column(imported, "instant")] == ["2026-03-14 09:30:00", "2026-03-15 18:05:00"]
    assert len(set(column(imported, "customer_key")) - {None}) == 2
    assert column(imported, "product", "lines") == ["Candle", "Vase"]


def test_the_template_of_a_survey_gives_every_kind_of_score_exactly(tmp_path):
    rows = read(tmp_path, "surveys").tables["responses"].to_pylist()
    scores = {(r["response_id"], r["kind"]): (r["score"], r["scale_low"], r["scale_high"]) for r in rows}
    assert scores == {
        ("r1", "nps"): (10, 0, 10),
        ("r1", "effort"): (6, 1, 7),
        ("r1", "satisfaction"): (5, 1, 5),
        ("r1", "comment"): (None, None, None),
        ("r1", "choice"): (None, None, None),  # the country
        ("r2", "nps"): (7, 0, 10),
        ("r2", "effort"): (4, 1, 7),
        ("r2", "satisfaction"): (3, 1, 5),
        ("r2", "comment"): (None, None, None),
        ("r2", "choice"): (None, None, None),
    }
    assert not any(r["reversed"] for r in rows)
    assert {str(r["instant"])[:10] for r in rows} == {"2026-03-20", "2026-03-21"}


def test_the_template_of_posts_gives_its_two_posts_exactly(tmp_path):
    first, second = read(tmp_path, "social").tables["posts"].to_pylist()
    figures = ("reach", "impressions", "views", "likes", "comments", "shares", "saves", "clicks")
    assert [first[name] for name in figures] == [1200, 1500, 2100, 80, 6, 4, 12, 9]
    assert [second[name] for name in figures] == [640, 800, 900, 31, 2, 1, 3, 5]
    assert [(p["network"], p["post_id"], p["type"]) for p in (first, second)] == [
        ("instagram", "p1", "Reel"),
        ("facebook", "p2", "Photo"),
    ]


@pytest.mark.parametrize(
    ("kind", "table", "expected"),
    [
        (
            "web",
            "sessions",
            {"sessions": 900, "visitors": 760, "bounces": 410, "cart_additions": 80, "completed": 18},
        ),
        (
            "email",
            "campaigns",
            {
                "delivered": 990,
                "unique_opens": 320,
                "unique_clicks": 45,
                "revenue": 54_000,
                "currency": "EUR",
            },
        ),
        (
            "loyalty",
            "members",
            {"tier": "Gold", "points": 120, "points_spent": 100, "referrals": 2, "state": "member"},
        ),
    ],
)
def test_the_other_templates_give_their_first_row_exactly(tmp_path, kind, table, expected):
    row = read(tmp_path, kind).tables[table].to_pylist()[0]
    assert {name: row[name] for name in expected} == expected
