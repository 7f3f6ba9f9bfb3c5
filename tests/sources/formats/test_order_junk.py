"""Under a real header anything may stand: it is read, or set aside, or refused in one sentence."""

from __future__ import annotations

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.order_files import KEY, headers

JUNK = st.sampled_from(
    [
        *("", "", "", "1", "-3", "0", "12,50", "€ 5,00", "$1,234.00", "(3.00)", "1e300", "9" * 24),
        *(str(2**63 - 1), "nan", "inf", "2026-05-02", "13/05/2026 10:00", "31/31/2026", "45384.5"),
        *("soon", "ava@example.com", "paid", "refunded", "Cancelled", "Refund", "true", "EUR", "JPY"),
        *("KWD", "C123", "A9", "Total", '"', "'7", "name:Mug|quantity:2|total:x", "\u200b", "=1+1"),
        *("Product ID: 1, Product Qty: x, Product Unit Price: 1", "2\u00d7 Mug", "amount:5.00|x;amount:|"),
        *("00001", "19970101", "guest"),
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_junk_under_a_real_header_breaks_nothing(tmp_path, data):
    columns = headers()[data.draw(st.sampled_from(sorted(headers())))]
    width = len(columns)
    rows = data.draw(st.lists(st.lists(JUNK, min_size=width, max_size=width), max_size=5))
    buffer = io.StringIO()
    csv.writer(buffer).writerows([columns, *rows])
    path = tmp_path / "junk.csv"
    path.write_text(buffer.getvalue(), "utf-8", newline="")
    try:
        found = reading.read(path, path.name, key=KEY, hints=Hints())
    except SourceError:
        return
    for imported in found:
        report = imported.report
        assert report.rows_in == report.rows_kept + report.rows_set_aside
        orders = imported.tables.get("orders")
        if orders is not None:
            pairs = orders.select(["shop", "order_id"]).to_pylist()
            assert len({tuple(pair.values()) for pair in pairs}) == orders.num_rows
