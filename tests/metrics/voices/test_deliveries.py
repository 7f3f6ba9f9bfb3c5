"""Scores by how long the order took to come, from the file on."""

from __future__ import annotations

import pytest

from engagement.metrics.views.open_files import measure, read

HOW = "How likely are you to recommend us? (0-10)"


@pytest.mark.parametrize("name", ["Delivered at", "Data consegna", "Fecha de entrega", "Data doręczenia"])
def test_scores_are_told_apart_by_the_days_of_delivery_where_the_file_says_them(tmp_path, name):
    sold, answered = [f"Order ID,Order Date,Email,Total,{name}"], [f"Submitted at,Email,{HOW}"]
    for n in range(80):
        came = "2026-01-03" if n % 2 else "2026-01-20"
        sold.append(f"A{n},2026-01-02,p{n}@example.com,20.00,{came if n < 70 else ''}")
        # The last ten answer before the parcel came, and are told of nothing.
        on = "2026-02-01" if n < 60 else "2026-01-02"
        answered.append(f"{on} 10:00,p{n}@example.com,{9 if n % 2 else 2}")
    for file, lines in (("orders.csv", sold), ("answers.csv", answered)):
        (tmp_path / file).write_text("\n".join(lines) + "\n", "utf-8")
    result = measure(read(tmp_path / "orders.csv", tmp_path / "answers.csv"), days=None)
    rows = result.table("scores_by_order").set_index(["by", "segment"])
    assert rows.loc["delivery_days"]["n"].to_dict() == {"0-2": 30, "15+": 30}
    assert rows.loc["delivery_days"]["value"].to_dict() == {"0-2": 100.0, "15+": -100.0}
