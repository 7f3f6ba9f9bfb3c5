from __future__ import annotations

import pytest

from tests.sources.formats.web_files import day, filled, lines, read, read_all

HEADER = (
    "Landing Page,Device Category,Sessions,% New Sessions,New Users,Bounce Rate,Pages/Session,"
    "Avg. Session Duration,Goal Conversion Rate,Goal Completions"
)


def above(days: str = "20150416-20150420", view: str = "All Web Site Data") -> str:
    rule = "# " + "-" * 40
    return lines(rule, f"# {view}", "# Landing Pages", f"# {days}", rule, "")


def test_bounces_are_counted_from_their_rate_and_the_total_is_set_aside(tmp_path):
    rows = [
        "/demo,mobile,553,96.02%,531,92.41%,1.12,00:00:12,0.00%,0",
        ',,"1,553",95.43%,"1,068",88.99%,1.18,00:00:17,0.00%,0',
    ]
    found = read(tmp_path, lines(above(), HEADER, *rows))
    assert (found.format, found.reasons) == ("ua", ["This is a total of the other rows"])
    (row,) = found.rows("sessions")
    assert filled(row, "property", "breakdown") == ["All Web Site Data", "landing_page, device"]
    assert filled(row, "sessions", "bounces", "bounce_definition", "new_visitors") == [553, 511, "ua", 531]
    assert (day(row["day"]), day(row["last_day"])) == ("2015-04-16", "2015-04-20")


@pytest.mark.parametrize(
    ("first", "second"), [("4/1/15", "4/2/15"), ("01/04/2015", "02/04/2015"), ("01.04.15", "02.04.15")]
)
def test_the_days_below_are_a_table_of_their_own_and_the_period_tells_day_from_month(tmp_path, first, second):
    content = lines(
        above("20150401-20150405"),
        HEADER,
        "/demo,mobile,553,96.02%,531,92.41%,1.12,00:00:12,0.00%,0",
        "",
        "Day Index,Sessions",
        f'{first},"1,000"',
        f"{second},106",
        ',"1,106"',
    )
    _, days = read_all(tmp_path, content)
    assert days.reasons == ["This is a total of the other rows"]
    assert [day(d) for d in days.column("sessions", "day")] == ["2015-04-01", "2015-04-02"]
    assert days.column("sessions", "sessions") == [1000, 106]
    assert days.column("sessions", "breakdown") == [None, None]
    assert not days.warnings


def test_a_goal_counts_once_a_session(tmp_path):
    found = read(tmp_path, lines(above(), HEADER, "/b,desktop,1000,9%,90,50.00%,2,00:00:12,1.60%,16"))
    (row,) = found.rows("sessions")
    assert filled(row, "completed", "conversions") == [16, 16]


def test_dutch_headers_with_decimal_commas(tmp_path):
    header = "Bestemmingspagina,Sessies,% nieuwe sessies,Nieuwe gebruikers,Bouncepercentage,Pagina's/sessie"
    found = read(tmp_path, lines(above(), header, '/x,2.546,"85,98%",2.189,"80,00%","1,50"'))
    (row,) = found.rows("sessions")
    assert found.format == "ua"
    assert filled(row, "landing_page", "sessions", "new_visitors", "bounces") == ["/x", 2546, 2189, 2037]


def test_the_days_stand_in_the_name_of_a_file_that_lost_its_lines(tmp_path):
    name = "Analytics All Web Site Data Landing Pages 20150416-20150420.csv"
    found = read(tmp_path, lines(HEADER, "/b,desktop,1000,9%,90,50.00%,2,00:00:12,1.60%,16"), name)
    (row,) = found.rows("sessions")
    assert (found.format, day(row["day"]), day(row["last_day"])) == ("ua", "2015-04-16", "2015-04-20")
