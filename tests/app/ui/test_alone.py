"""A control that only its own part reads redraws that part alone; the page still sees to who may look."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from engagement.app.guests import background_publishing
from engagement.store import open_workspace
from engagement.store.sharing import links
from engagement.tables import conform
from tests.app.shared_house import make
from tests.asking import enter
from tests.metrics.invented import responses
from tests.serving import serving
from tests.store.shop import add, orders
from tests.talking import talking

_KEY = "average_order_value"


@pytest.fixture(scope="module")
def address(house):
    add(open_workspace(house.data_dir, "shop"), "voices.csv", {"responses": _answers()})
    with serving(house.data_dir) as started:
        yield started


def _answers():
    """Answers to two questions, so that there is a choice between them."""
    rows = []
    for n in range(30):
        same = {"response_id": f"r{n}", "on": str(dt.date(1971, 1, 1) + dt.timedelta(days=n))}
        rows.append(same | {"kind": "nps", "question": "Would you recommend us?", "score": float(n % 11)})
        rows.append(
            same | {"kind": "satisfaction", "question": "Are you satisfied?", "score": float(1 + n % 5)}
        )
    return responses(*rows)


def _of_many():
    """Orders of so many customers that a link shows single periods."""
    numbers = range(1, 2_000)
    result = orders(numbers).to_pydict() | {"customer_key": [n % 400 for n in numbers]}
    result["day"] = [n // 5 for n in numbers]
    return conform("orders", pa.table(result, schema=orders(numbers).schema))


def _parts(told):
    """The parts of the last run; none where it was the whole page."""
    return list(told[-1].metadata.run.fragment_ids)


def _plots(told):
    return [
        message.delta.new_element.plotly_chart.id
        for message in told
        if message.WhichOneof("type") == "delta"
        and message.delta.new_element.WhichOneof("type") == "plotly_chart"
    ]


def _queries(told):
    return [m.page_info_changed.query_string for m in told if m.WhichOneof("type") == "page_info_changed"]


def test_what_one_chart_reads_redraws_that_chart_alone(address):
    with talking(address) as owner:
        owner.run("purchases", f"figure={_KEY}")
        result = owner.change(f"data_trend_{_KEY}", bool_value=True)
        assert len(_parts(result)) == 1
        assert not _plots(result)  # the table of a chart leaves the chart itself alone
        assert f"trend_{_KEY}.csv" in str(result)
        result = owner.change(f"span_{_KEY}", string_array_value={"data": ["rolling period"]})
        assert len(_parts(result)) == 1
        (plot,) = _plots(result)
        assert f"trend_{_KEY}" in plot


def test_what_the_page_follows_redraws_the_page(address):
    with talking(address) as owner:
        owner.run("purchases", f"figure={_KEY}&window=all")
        (menu,) = [
            m.delta.new_element.selectbox
            for m in owner.received
            if m.WhichOneof("type") == "delta"
            and m.delta.new_element.selectbox.id.endswith(f"-choose_trend_{_KEY}")
        ]
        result = owner.change(f"choose_trend_{_KEY}", string_value=menu.options[1])
        assert not _parts(result)
        assert "at=19" in _queries(result)[-1]
        assert f"panel_period_{_KEY}" in str(result)


def test_a_choice_of_a_part_stands_in_the_address_and_another_part_is_still_drawn_alone(address):
    with talking(address) as owner:
        owner.run("surveys", "window=all")
        (rerun,) = [
            m.delta.new_element.radio
            for m in owner.received
            if m.WhichOneof("type") == "delta" and m.delta.new_element.radio.id.endswith("-asked")
        ]
        result = owner.change("asked", string_value=next(o for o in rerun.options if "satisfied" in o))
        assert len(_parts(result)) == 1
        assert "asked=" in _queries(result)[-1]
        assert len(_parts(owner.change("data_trend_net_promoter_score", bool_value=True))) == 1


def test_a_part_of_a_page_whose_data_have_changed_redraws_the_page(address, house):
    with talking(address) as owner:
        owner.run("purchases", f"figure={_KEY}")
        add(open_workspace(house.data_dir, "shop"), "winter.csv", {"orders": orders(range(400, 450))})
        result = owner.change(f"data_trend_{_KEY}", bool_value=True)
        assert not _parts(result)
        assert f"trend_{_KEY}.csv" in str(result)


def test_a_part_tells_nothing_to_a_guest_whose_link_has_been_revoked(address, house):
    shop = open_workspace(house.data_dir, "acme")
    add(shop, "crowd.csv", {"orders": _of_many()})
    created = make(house.data_dir, "acme")
    background_publishing.make(shop, created.link)
    cookie = enter(address, created.token)
    with talking(address, created.base, headers={"Cookie": cookie}) as guest:
        guest.run("purchases", f"figure={_KEY}")
        assert len(_parts(guest.change(f"data_trend_{_KEY}", bool_value=True))) == 1
        links.revoke(shop.storage, created.link.id)
        result = guest.change(f"data_trend_{_KEY}", bool_value=True)
    assert "There is nothing at this address" in str(result)
    assert f"trend_{_KEY}.csv" not in str(result)
