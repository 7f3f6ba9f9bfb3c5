"""A published bundle: the same numbers as the owner's, and nobody in it."""

from __future__ import annotations

import io
import subprocess
import sys
import threading
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
import pytest

from engagement.locale import message
from engagement.metrics.guarding.published_before import PastPublication
from engagement.metrics.model import (
    BREAKDOWN_COLUMNS,
    OTHER,
    TREND_COLUMNS,
    PublicNote,
    Question,
    View,
    public,
)
from engagement.metrics.publishing.bundle import publish, published_record
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.publishing.side_notes import publishable_reading
from engagement.metrics.views.owners import OwnersView, view_of
from engagement.store.sharing.terms import Terms
from tests.cases import few
from tests.metrics.invented import day, posts, responses
from tests.metrics.shared_shop import FIRST_DAY, as_orders, shop

if TYPE_CHECKING:
    import pandas as pd

#: These pages show what is published of orders with trends and splits, of posts headlines only.
TERMS = Terms(pages=("overview", "purchases"), k=5)
ANSWERS = Terms(pages=("surveys",), k=5)
FREE = replace(TERMS, free={"country": ("IT", "ES", "MT", "XX")})
FEW = 3


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    """Orders of 15 months; three people of a village, with codes, channels and discounts of their own."""
    created = shop(5, 300, 15, 0.0)
    needles = created["customer_key"].isin(created["customer_key"].unique()[:FEW])
    created.loc[needles, ["country", "channel", "discount_code"]] = [
        "Needlecountry",
        "needlechannel",
        "NEEDLE",
    ]
    return created


@pytest.fixture(scope="module")
def owner(frame: pd.DataFrame) -> OwnersView:
    answers = [
        {
            "on": f"2025-{1 + i % 12:02}-11",
            "customer_key": 1000 + i,
            "score": float(i % 11),
            "response_id": f"answer-{i}",
            "segment.team": "Needleteam" if i < FEW else "north" if i % 2 else "south",
        }
        for i in range(400)
    ]
    told = {"kind": "comment", "score": None, "comment": "Ask ada.needle@example.com", "question": "Why?"}
    tables = {
        "orders": as_orders(frame),
        "responses": responses(*answers, *({**answer, **told} for answer in answers[:FEW])),
        "posts": posts(*({"on": f"2025-{m:02}-02", "likes": m, "reach": 100 * m} for m in range(1, 13))),
    }
    return view_of(tables, Question(days=182))


@pytest.fixture(scope="module")
def bundle(owner: OwnersView):
    return publish(owner, TERMS)


@pytest.fixture(scope="module")
def free(owner: OwnersView):
    return publish(owner, FREE)


def test_a_bundle_tells_nothing_of_customers_who_are_told_apart(owner):
    # Nobody can make such a link; an address of one that somebody forged finds nothing behind it.
    text = '{"name":"Regulars","all_of":[{"kind":"ordered","at_least":2}]}'
    for by, value in (("segment", text), ("rfm_group", "champions")):
        asked_view = owner.ask(replace(owner.question, filters=((by, (value,)),)))
        assert asked_view.reading("orders").value not in {None, owner.reading("orders").value}
        assert PublishedView(publish(asked_view, TERMS)).keys() == ()
    assert PublishedView(publish(owner, TERMS)).customer_dimensions("orders") == ()


def test_a_published_view_is_a_view(bundle):
    view: View = PublishedView(bundle)
    assert view.keys()
    for key in view.keys():  # noqa: SIM118 - a method, not a dict
        assert view.metric(key).key == view.reading(key).key == key
        assert list(view.trend(key).columns) == list(TREND_COLUMNS)
        for by in view.dimensions(key):
            assert list(view.breakdown(key, by).columns) == list(BREAKDOWN_COLUMNS)
        assert view.rows(key).empty
    assert view.table("comments").empty
    assert view.locked() == {}


@pytest.mark.parametrize("key", ["orders", "revenue", "average_order_value", "customers", "answers", "likes"])
def test_a_published_reading_is_the_owners(owner, bundle, key):
    view = PublishedView(bundle)
    told, own = view.reading(key), owner.reading(key)
    assert replace(told, notes=()) == publishable_reading(replace(own, notes=(), left_out=(), rows_used=0))
    assert told.value == own.value
    assert view.change(key).difference == owner.change(key).difference


def test_a_published_segment_is_the_owners(owner, bundle):
    view = PublishedView(bundle)
    result = view.breakdown("orders", "country")
    own = owner.breakdown("orders", "country")
    named = result[result["segment"] != OTHER]
    assert not named.empty
    both = named.merge(own, on="segment", suffixes=("", "_own"))
    assert both["value"].tolist() == both["value_own"].tolist()
    assert result["n"].sum() == own["n"].sum()


def test_a_published_month_is_the_owners(owner, bundle):
    view = PublishedView(bundle)
    result = view.trend("orders").query("status != 'withheld'")
    own = owner.trend("orders", trailing=False)
    both = result.merge(own, on="start", suffixes=("", "_own"))
    assert len(both) == len(result) > 3
    assert both["value"].tolist() == both["value_own"].tolist()


@pytest.mark.parametrize(
    ("grain", "days"), few([("week", 91), ("week", 30), ("quarter", 365), ("quarter", None)], ("week", 91))
)
def test_the_steps_and_the_days_of_every_figure_are_the_owners(owner, grain, days):
    asked_view = owner.ask(replace(owner.question, grain=grain, days=days))
    view = PublishedView(publish(asked_view, TERMS))
    result = view.trend("orders").query("status != 'withheld'")
    own = asked_view.trend("orders", trailing=False)
    both = result.merge(own, on="start", suffixes=("", "_own"))
    assert len(both) == len(result) > 0
    assert both["value"].tolist() == both["value_own"].tolist()
    for key in view.keys():  # noqa: SIM118 - a method, not a dict
        assert view.window(key) == asked_view.reading(key).window, key


@pytest.mark.parametrize(
    "needle",
    ["Needle", "needle", "NEEDLE", "order-5-", "answer-", "example.com", "7000000000003", "ada", "Why?"],
)
def test_nothing_of_a_small_group_or_a_person_is_in_the_bytes(bundle, free, needle):
    for table in (bundle, free):
        text = "".join("".join(map(str, column)) for column in table.to_pydict().values())
        assert needle not in text
        buffer = io.BytesIO()
        pq.write_table(table, buffer, compression="none", use_dictionary=False)
        assert needle.encode() not in buffer.getvalue()


def test_a_customers_code_is_in_no_bundle(frame, bundle):
    text = "".join(bundle.column("payload").to_pylist())
    assert not any(str(key) in text for key in frame["customer_key"].dropna().unique())


def test_every_group_has_k_people_at_least(bundle):
    view = PublishedView(bundle)
    for key in ("customers", "returning_customer_rate", "net_promoter_score", "answers"):
        for by in view.dimensions(key):
            assert view.breakdown(key, by)["n"].min() >= TERMS.k
        assert all(view.trend(key).query("status != 'withheld'")["n"] >= TERMS.k)


def test_hidden_dimensions_appear_nowhere(owner):
    table = publish(owner, replace(TERMS, hidden=("country", "team")))
    view = PublishedView(table)
    keys = view.keys()
    assert not any({"country", "team"} & set(view.dimensions(key)) for key in keys)
    text = "".join("".join(map(str, column)) for column in table.to_pydict().values())
    assert '"IT"' not in text
    assert "north" not in text


def test_only_what_the_shared_pages_show_is_published(owner):
    view = PublishedView(publish(owner, replace(TERMS, pages=("social",))))
    keys = view.keys()
    assert {view.metric(key).family for key in keys} == {"social"}


@pytest.mark.parametrize("by", few(["country", "team", "none"], "team", "none"))
def test_what_a_fixed_filter_does_not_reach_is_not_published(owner, by):
    value = {"country": "IT", "team": "north", "none": "x"}[by]
    asked_view = owner.ask(replace(owner.question, filters=((by, (value,)),)))
    result = PublishedView(publish(asked_view, TERMS))
    reached = {
        key for key in owner.keys()  # noqa: SIM118 - a method, not a dict
        if by in owner.data.dimensions(owner.metric(key).table)
    }  # fmt: skip
    assert set(result.keys()) <= reached
    assert bool(result.keys()) == bool(reached)


def test_the_free_dimension_offers_only_large_values(free):
    view = PublishedView(free)
    by, values = view.free
    assert by == "country"
    assert set(values) <= {"IT", "ES"}
    assert view.values("country") == values
    assert view.values("channel") == ()


def test_a_chosen_value_is_the_owners_filter(owner, free):
    view = PublishedView(free)
    choice = Question(filters=(("country", ("IT",)),))
    asked_view = view.ask(choice)
    own = owner.ask(replace(owner.question, filters=choice.filters))
    assert asked_view.question.filters == choice.filters
    assert asked_view.reading("orders").value == own.reading("orders").value
    assert asked_view.reading("orders").value < view.reading("orders").value
    assert asked_view.reading("likes") == view.reading("likes")
    assert asked_view.dimensions("orders") == ()


@pytest.mark.parametrize(
    "stray",
    [
        Question(filters=(("country", ("Needlecountry",)),)),
        Question(filters=(("country", ("IT", "ES")),)),
        Question(filters=(("channel", ("web",)),)),
        Question(days=7),
        Question(as_of=FIRST_DAY),
        Question(grain="week", net=True, currency="PLN"),
    ],
)
def test_a_question_outside_the_bundle_is_answered_as_the_fixed_one(free, stray):
    view = PublishedView(free)
    asked_view = view.ask(stray)
    assert replace(asked_view.question, by=None) == replace(view.question, by=None)
    assert asked_view.reading("orders") == view.reading("orders")


def test_what_is_said_beside_a_number_counts_nobody(bundle):
    view = PublishedView(bundle)
    for key in ("orders", "customers", "repeat_purchase_rate", "net_promoter_score"):
        reading = view.reading(key)
        assert reading.left_out == ()
        assert reading.rows_used == 0
        assert all(note.n is None for note in reading.notes)


def test_a_shop_of_few_people_publishes_nothing_of_them():
    few = shop(3, 4, 6, 0.0)
    view = PublishedView(publish(view_of({"orders": as_orders(few)}, Question()), TERMS))
    assert view.keys() == ()


def test_a_survey_without_days_is_not_published():
    undated = responses(*({"score": 9.0, "response_id": str(i), "day": None} for i in range(100)))
    view = PublishedView(publish(view_of({"responses": undated}, Question()), TERMS))
    assert view.keys() == ()


def test_it_may_be_published_on_another_thread(owner):
    made = []
    thread = threading.Thread(target=lambda: made.append(publish(owner, ANSWERS)))
    thread.start()
    thread.join()
    assert made == [publish(owner, ANSWERS)]
    assert PublishedView(made[0]).keys()


def test_a_published_view_has_no_way_to_the_data():
    code = (
        "import sys, engagement.metrics.publishing.recipients_view as _; "
        "print([m for m in sys.modules if m.split('.')[0] in ('duckdb', 'sqlalchemy') "
        "or m.startswith(('engagement.store', 'engagement.engine'))])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_days_are_numbers_of_the_tables(bundle):
    assert PublishedView(bundle).window("orders").first_day >= day("2025-01-01")
    assert np.issubdtype(PublishedView(bundle).trend("orders")["n"].dtype, np.integer)


def test_headlines_can_be_told_before_what_splits_them(owner, bundle):
    first, whole = PublishedView(publish(owner, TERMS, splits=False)), PublishedView(bundle)
    assert (first.more, whole.more) == (True, False)
    assert first.keys() == whole.keys()
    assert first.reading("orders") == whole.reading("orders")
    assert first.dimensions("orders") == ()
    assert whole.dimensions("orders")


def test_public_figures_are_split_later_too(owner):
    first = PublishedView(publish(owner, FREE, splits=False))
    assert not {by for key in first.keys() for by in first.dimensions(key)}  # noqa: SIM118 - a method


@pytest.fixture(scope="module")
def choice(frame: pd.DataFrame) -> PublishedView:
    owner = view_of({"orders": as_orders(frame)}, Question(days=365))
    return PublishedView(publish(owner, replace(TERMS, free={"country": ("IT", "ES", "PL", "DE")})))


@pytest.mark.parametrize("key", ["customers", "repeat_purchase_rate", "returning_customer_rate"])
def test_a_choice_beside_a_breakdown_does_not_tell_of_few_who_bought_elsewhere_too(choice, key):
    """Some customers of each country have orders without one: they bought in it and opened elsewhere."""
    view = choice
    split = view.breakdown(key, "country").set_index("segment")["n"]
    for value in set(split.index) - {OTHER}:
        asked_view = view.ask(replace(view.question, filters=(("country", (value,)),)))
        if key in asked_view.keys():  # noqa: SIM118 - a method, not a dict
            few = asked_view.reading(key).n - split[value]
            assert few == 0 or few >= TERMS.k


def test_what_is_told_of_newer_days_leaves_nothing_small_between_the_days_told_before(frame):
    frame = frame[frame["customer_key"].isin(frame["customer_key"].dropna().unique()[:120])]
    last = int(frame["day"].max())
    early = frame[frame["day"] <= last - 40]
    owner = view_of({"orders": as_orders(early)}, Question(days=91))
    result = PastPublication(published_record(publish(owner, TERMS, splits=False)), owner)
    a_day = frame[frame["day"] <= last - 39]
    new = set(a_day["customer_key"]) - set(early["customer_key"])
    assert len(new) < TERMS.k
    now = view_of({"orders": as_orders(a_day)}, Question(days=91))
    later = PublishedView(publish(now, TERMS, [result], splits=False))
    alone = PublishedView(publish(now, TERMS, splits=False))
    assert "orders" in alone.keys()  # noqa: SIM118 - a method, not a dict
    assert "orders" not in later.keys()  # noqa: SIM118 - a method, not a dict


def test_a_note_says_itself_whether_it_may_leave_the_house(owner, bundle):
    result = PublishedView(bundle)
    notes_of = {key: owner.reading(key).notes for key in result.keys()}  # noqa: SIM118 - a method
    assert any(isinstance(note, PublicNote) for notes in notes_of.values() for note in notes)
    assert any(not isinstance(note, PublicNote) for notes in notes_of.values() for note in notes)
    for key, notes in notes_of.items():
        open_ones = [str(note) for note in notes if isinstance(note, PublicNote)]
        assert [str(note) for note in result.reading(key).notes][: len(open_ones)] == open_ones


def test_a_note_that_counts_somebody_cannot_be_called_public():
    with pytest.raises(ValueError, match="is never public"):
        public(message("{n} person", "{n} people", n=3))
