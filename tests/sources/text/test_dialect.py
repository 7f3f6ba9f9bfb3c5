from __future__ import annotations

import pytest

from tests.sources.formats.order_files import read, warnings

ROWS = [
    ["Bestellnummer", "Datum", "E-Mail", "Gesamtbetrag"],
    *([f"A{n}", f"{n:02d}.03.2026", f"c{n % 3}@example.com", f"{n},50"] for n in range(1, 13)),
]


@pytest.mark.parametrize("first", [";", "\t"])
@pytest.mark.parametrize("share", [0.5, 0.7])
def test_two_delimiters_may_share_the_rows_of_a_file(tmp_path, first, share):
    other = {";": "\t", "\t": ";"}[first]
    last = int(share * len(ROWS))
    imported = read(tmp_path, "\n".join((first if n < last else other).join(r) for n, r in enumerate(ROWS)))
    assert imported.report.counts["orders"] == 12
    assert "another delimiter" in warnings(imported)
