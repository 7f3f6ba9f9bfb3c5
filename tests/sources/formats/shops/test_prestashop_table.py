from __future__ import annotations

from tests.sources.formats.order_files import column, read


def test_the_states_that_every_shop_has_are_known_and_its_own_are_asked_for(tmp_path):
    states = ["5", "6", "8", "10", "21"]
    rows = "".join(
        f"{number};REF{number};1;{70 + number};{state};12.500000;2026-03-0{number} 10:00:00\n"
        for number, state in enumerate(states, 1)
    )
    imported = read(
        tmp_path, "id_order;reference;id_shop;id_customer;current_state;total_paid;date_add\n" + rows
    )
    assert imported.report.format == "prestashop_table"
    assert column(imported, "gross") == [1250] * 5
    assert column(imported, "status") == ["paid", "cancelled", "failed", "pending", "paid"]
    (doubt,) = (doubt for doubt in imported.report.doubts if doubt.about == "states")
    assert doubt.choices == ("21",)
