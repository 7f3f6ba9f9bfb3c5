"""What stands on two sheets of one file counts once, and as the fuller sheet says."""

from __future__ import annotations

import xlsxwriter

import engagement

ALL = (
    ("campaign_name", "send_date", "emails_sent", "emails_opened", "bounces"),
    ("Newsletter", "2026-01-05", 1000, 400, 20),
    ("Offer", "2026-02-05", 2000, 500, 30),
    ("Welcome", "2026-02-09", 500, 300, 10),
)
BEST = (("campaign_name", "send_date", "emails_sent", "open_rate"), ("Welcome", "2026-02-09", 500, 61.2))


def test_the_ten_best_on_a_sheet_of_their_own_change_no_figure(tmp_path):
    path = tmp_path / "report.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in (("All", ALL), ("Best", BEST)):
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    files = engagement.read(path)
    assert engagement.measure(files, days=None).reading("open_rate").denominator == 3440
    assert [any("stand in All, too" in str(w) for w in file.report.warnings) for file in files] == [
        True,
        False,
    ]
