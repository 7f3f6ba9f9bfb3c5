from __future__ import annotations

import pytest

from engagement.sources.raw import from_text

_WHOLE = "Order,Date,Total\n1,2026-03-01,10.00\n2,2026-03-02,20.00\n3,2026-03-03,30.00\n"


def warnings(content: str) -> list[str]:
    return list(map(str, from_text.read(content.encode(), "f").warnings))


def test_a_last_line_that_is_cut_is_told():
    (warning,) = warnings(_WHOLE + "4,2026-03")
    assert warning.startswith("Line 5, the last one, is cut: it has 2 of 3 cells.")


@pytest.mark.parametrize(
    "end",
    ["4,2026-03-04,40.00", "4,2026-03-04\n", "Total,60.00", "Printed by Ann", "4\n5,2026-03-05"],
    ids=["no line end", "short but whole", "total", "remark", "short lines are a habit"],
)
def test_a_last_line_that_only_looks_so_is_not(end):
    assert warnings(_WHOLE + end) == []
