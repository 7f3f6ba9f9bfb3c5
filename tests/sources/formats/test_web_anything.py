"""Broken and shuffled files of the three families are read or refused in words, never in a crash."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing.reading import raw_tables
from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.limits import Limits
from tests.sources.formats.social_files import read_raw

HEADERS = (
    *("Day", "Date", "Month", "Nth day", "Week", "Landing page", "Session source / medium", "Country"),
    *("Sessions", "Engagement rate", "Bounce rate", "Engaged sessions", "Key events", "Total revenue"),
    *(
        "Campaign name",
        "Campaign ID",
        "Sent",
        "Send time",
        "Delivered",
        "Opens",
        "Open rate",
        "Unique clicks",
    ),
    *("Bounces", "Revenue", "Variant", "Status", "Channel", "email", "points", "Joined on", "Tier", "state"),
)
CELLS = st.one_of(
    st.sampled_from(
        ["", "-", "n/a", "0", "1", "12.5", "1,234", "1.234,5", "50%", "0.5", "2026-09", "20260901"]
    ),
    st.sampled_from(["2026-09-01", "01/02/2026", "10:30 AM", "0000", "€5", "Total", "(not set)", "1e400"]),
    st.sampled_from(
        ["ava@example.com", "Draft", "member", "99999999999999999999", '"', "# 20260901-20260930"]
    ),
    st.text(max_size=6),
)
ABOVE = st.sampled_from(
    [
        "",
        "# 20260901-20260930\n\n",
        "# a\n# Start date: 20260901\n# End date: 20260902\n",
        "# 20261399-20260101\n",
    ]
)
KEYS = (
    "Title:",
    "Subject Line:",
    "Total Recipients:",
    "Bounces:",
    "Recipients Who Opened:",
    "Total Clicks:",
    "",
)


def check(tmp_path_factory, content: str) -> None:
    path = tmp_path_factory.mktemp("any") / "file.csv"
    path.write_text(content, encoding="utf-8")
    with suppress(SourceError):
        for raw in raw_tables(path, path.name, limits=Limits()):
            read_raw(raw)  # rows in = rows kept + rows set aside


@given(data=st.data())
def test_any_table_is_read_or_refused(tmp_path_factory, data):
    header = data.draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=9, unique=True))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=1, max_size=10), max_size=6))
    body = "\n".join(",".join(row) for row in [header, *rows])
    check(tmp_path_factory, data.draw(ABOVE) + body + data.draw(st.sampled_from(["", "\n\n" + body])))


@given(st.lists(st.tuples(st.sampled_from(KEYS), CELLS), min_size=4, max_size=14))
def test_any_report_of_a_figure_a_line_is_read_or_refused(tmp_path_factory, pairs):
    check(tmp_path_factory, "Email Campaign Report\n" + "\n".join(f'"{key}","{cell}"' for key, cell in pairs))
