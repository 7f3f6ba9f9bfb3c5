from __future__ import annotations

from tests.sources.formats.order_files import column, counted, read


def test_the_table_of_orders_of_oxid_is_read(tmp_path):
    imported = read(
        tmp_path,
        "OXORDERNR;OXORDERDATE;OXUSERID;OXBILLEMAIL;OXTOTALBRUTSUM;OXTOTALORDERSUM;OXCURRENCY;OXSTORNO\n"
        "1;2026-05-02 10:11:12;u1;ava@example.com;45;49.9;EUR;0\n"
        "2;2026-05-03 10:11:12;u2;ben@example.com;45;9.9;EUR;1\n",
    )
    assert imported.report.format == "oxid_orders"
    assert counted(imported) == (2, 2, 1, 0)
    assert column(imported, "gross") == [4990, 990]
