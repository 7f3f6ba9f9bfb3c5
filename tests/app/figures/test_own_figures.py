from __future__ import annotations

from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from engagement.store.journal import audit
from engagement.store.versions import overview_figures
from tests.app.own_shop import dropped, visit


def test_the_overview_shows_the_figures_that_the_shop_has_chosen_in_their_order(data):
    lines = [f"{n},2025-0{n % 6 + 1}-04,c{n % 9}@example.com,{20 + n}.00" for n in range(40)]
    dropped(data, ["order number,order date,customer email,total", *lines])
    usual = [metric.label for metric in visit("overview").metric]
    storage = open_workspace(data / "data", OWN).storage
    overview_figures.choose(storage, ("cancellation_rate", "orders", "not_there"), "somebody")
    at = visit("overview")
    assert [metric.label for metric in at.metric] == ["Cancellation rate", "Orders"] != usual
    at.multiselect(key="own_figures").set_value(["orders"]).run()
    assert [metric.label for metric in at.metric] == ["Orders"]
    overview_figures.choose(storage, (), "somebody")
    assert [metric.label for metric in visit("overview").metric] == usual
    assert "chose_figures" in {entry.what for entry in audit.entries(storage.manifest, storage.id)}
