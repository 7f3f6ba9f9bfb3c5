from __future__ import annotations

from engagement.sources.raw import several_tables
from engagement.sources.recognition.platform import is_header


def tables(text: str) -> list[tuple[tuple[str, ...], int]]:
    return [
        (raw.columns, raw.rows) for raw in several_tables.read(text.encode(), "file.csv", knows=is_header)
    ]


def test_comments_without_days_do_not_part_a_file():
    assert tables("# mine\na,b\n1,2\n\n# more\n3,4\n5,6\n") == tables(
        "# mine\na,b\n1,2\n\n# more\n3,4\n5,6\n"
    )
    assert len(tables("# mine\na,b\n1,2\n\n# more\n3,4\n5,6\n")) == 1


def test_an_empty_line_inside_quotes_parts_nothing():
    text = '# 20260901-20260930\n\nPage title,Sessions\n"one\n\ntwo",5\nthree,6\n'
    assert tables(text) == [(("Page title", "Sessions"), 2)]


def test_lines_of_the_parts_are_lines_of_the_file():
    text = "# 20260901-20260930\n\na,b\n1,2\n\n\nc,d,e\n3,4,5\n6,7,8\n"
    first, second = several_tables.read(text.encode(), "file.csv", knows=is_header)
    assert (first.header_row, first.lines.to_pylist()) == (3, [4])
    assert (second.header_row, second.lines.to_pylist()) == (7, [8, 9])
    assert second.preamble == ("# 20260901-20260930",)


def test_a_sheet_is_parted_like_a_text():
    records = [
        (1, ["# 20260901-20260930", ""]),
        (2, []),
        (3, ["Landing page", "Sessions"]),
        (4, ["/", "5"]),
        (5, []),
        (6, ["Day Index", "Sessions"]),
        (7, ["9/1/26", "5"]),
    ]
    result = list(several_tables.from_records(records, "file.xlsx", sheet="one", knows=is_header))
    assert [(raw.columns[0], raw.lines.to_pylist(), raw.sheet) for raw in result] == [
        ("Landing page", [4], "one"),
        ("Day Index", [7], "one"),
    ]


def test_titled_sections_below_each_other_are_tables():
    goods = "PRODUCTS\nID,Name,Price\n1,Mug,5\n2,Lid,2\n\n"
    orders = "ORDERS\nOrder ID,Date,Email\n7,2026-01-02,a@example.com\n8,2026-01-03,b@example.com\n"
    assert tables(goods + orders) == [(("ID", "Name", "Price"), 2), (("Order ID", "Date", "Email"), 2)]


def test_a_title_and_an_empty_line_above_a_table_are_no_section():
    text = "Orders of March\n\nOrder ID,Date,Email\n7,2026-01-02,a@example.com\n8,2026-01-03,b@example.com\n"
    assert tables(text) == [(("Order ID", "Date", "Email"), 2)]


def test_a_header_parted_by_bars_above_a_blank_line_is_no_title():
    rows = "".join(f"{n}||May {n}, 2026|1,{n}00.50|\n" for n in range(1, 5))
    text = f"Order ID|Note|Sale Date|Order Value|Status\n{rows}\n||||\n{rows}"
    ((columns, count),) = tables(text)
    assert (columns[0], count) == ("Order ID", 9)
