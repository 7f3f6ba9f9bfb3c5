from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.raw import from_text
from engagement.sources.recognition import platform
from tests.sources.formats.social_files import read as read_text
from tests.sources.formats.web_files import day, filled, lines, read

HEADER = (
    "Day,Sessions,Online store visitors,Sessions with cart additions,Sessions that reached checkout,"
    "Sessions that completed checkout,Conversion rate,Average session duration,Pageviews"
)
FIGURES = {
    "Online store visitors": ("900", "visitors", 900),
    "Sessions with cart additions": ("80", "cart_additions", 80),
    "Sessions that reached checkout": ("50", "reached_checkout", 50),
    "Sessions that completed checkout": ("25", "completed", 25),
    "Average session duration": ("61.5", None, None),
    "Pageviews": ("2400", "pageviews", 2400),
    "Bounce rate": ("40%", "bounces", 400),
}


def test_days_with_a_rate_as_fraction_and_in_per_cent(tmp_path):
    found = read(
        tmp_path,
        lines(
            HEADER, "2026-09-01,1000,900,80,50,25,0.025,61.5,2400", "2026-09-02,1100,950,90,55,,2.7%,58,2500"
        ),
    )
    assert (found.format, found.confidence) == ("shopify_sessions", "exact")
    assert found.column("sessions", "completed") == [25, 30]
    assert [day(d) for d in found.column("sessions", "day")] == ["2026-09-01", "2026-09-02"]
    assert found.column("sessions", "bounces") == [None, None]


def test_checkouts_may_exceed_cart_additions(tmp_path):
    header = "sessions,sessions_with_cart_additions,sessions_that_reached_checkout,completed_checkout"
    (row,) = read(tmp_path, lines(header, "1000,2,14,3")).rows("sessions")
    assert filled(row, "cart_additions", "reached_checkout", "completed") == [2, 14, 3]


def test_landing_pages_take_their_days_from_the_name_of_the_file(tmp_path):
    content = lines("Landing page path,Sessions,Conversion rate", "/,2414,3.65%", "Grand total,20000,2.00%")
    found = read(tmp_path, content, "Sessions by landing page - 2026-09-01 - 2026-09-30.csv")
    (row,) = found.rows("sessions")
    assert filled(row, "breakdown", "landing_page", "completed") == ["landing_page", "/", 88]
    assert (day(row["day"]), day(row["last_day"])) == ("2026-09-01", "2026-09-30")
    assert found.reasons == ["This is a total of the other rows"]


def test_names_of_shopifyql_by_campaign(tmp_path):
    header = "day,utm_campaign,sessions,added_to_cart_rate,reached_checkout_rate,conversion_rate"
    found = read(tmp_path, lines(header, "2026-09-01,autumn,100,0.2,0.1,0.05", "2026-09-01,,50,0,0,0"))
    assert found.column("sessions", "campaign") == ["autumn", None]
    assert found.column("sessions", "cart_additions") == [20, 0]
    assert found.column("sessions", "completed") == [5, 0]


def test_old_names_mean_the_same(tmp_path):
    header = "day,total_sessions,total_carts,total_checkouts,total_orders_placed,total_conversion"
    (row,) = read(tmp_path, lines(header, "2019-01-01,100,10,5,2,0.02")).rows("sessions")
    assert filled(row, "sessions", "cart_additions", "reached_checkout", "completed") == [100, 10, 5, 2]


def test_the_previous_period_beside_is_not_counted(tmp_path):
    header = "Day,Sessions,Online store visitors,Day (previous_period),Sessions (previous_period)"
    (row,) = read(tmp_path, lines(header, "2026-09-01,10,8,2026-08-01,9")).rows("sessions")
    assert filled(row, "sessions", "breakdown", "detail") == [10, None, None]


def test_months_run_from_their_first_to_their_last_day(tmp_path):
    header = "Month,Sessions,Sessions with cart additions,Sessions that completed checkout"
    found = read(tmp_path, lines(header, "2026-02,10,2,1", "2026-10-01,10,2,1"))
    assert [day(d) for d in found.column("sessions", "day")] == ["2026-02-01", "2026-10-01"]
    assert [day(d) for d in found.column("sessions", "last_day")] == ["2026-02-28", "2026-10-31"]


@given(
    st.permutations(list(FIGURES)).flatmap(lambda names: st.integers(2, len(names)).map(lambda n: names[:n]))
)
def test_any_columns_in_any_order_give_the_same_figures(names):
    if not {"Online store visitors"} & set(names) and len(set(names) & set(list(FIGURES)[1:4])) < 2:
        names = [*names, "Online store visitors"]
    content = lines(
        ",".join([*names, "Sessions", "Day"]),
        ",".join([*(FIGURES[n][0] for n in names), "1000", "2026-09-01"]),
    )
    found = read_text(content)
    (row,) = found.rows("sessions")
    assert (found.format, row["sessions"], day(row["day"])) == ("shopify_sessions", 1000, "2026-09-01")
    for name, (_, column, value) in FIGURES.items():
        if column is not None:
            assert row[column] == (value if name in names else None)


def test_the_header_alone_is_a_table_of_no_rows():
    raw = from_text.read(HEADER.encode(), "file.csv", knows=platform.is_header)
    assert platform.choose(raw)[0].key == "shopify_sessions"
