"""The whole way of a segment: built, saved, used as a split elsewhere, exported, and taken by three tools."""

from __future__ import annotations

from engagement.app.customer_lists.formats import BY_KEY, written
from engagement.app.customer_lists.list_files import people_in_file
from engagement.app.customer_lists.list_rows import rows
from engagement.app.customer_lists.listed import listed
from engagement.app.workspaces.open_workspaces import OWN
from engagement.locale.translator import translator
from engagement.metrics.lists.list_choice import ListChoice
from engagement.metrics.lists.listed_people import countries
from engagement.metrics.model import Question
from engagement.metrics.segments.description import from_json, to_text
from engagement.metrics.views.owners import open_view
from engagement.store import open_workspace
from engagement.store.persons import contacts
from engagement.store.versions import kept_segments
from tests.app.customer_lists import checkers
from tests.app.own_shop import dropped, text_of, visit

NAME = "Regulars"
HEAD = (
    "Name,Email,Financial Status,Created at,Total,Currency,Accepts Marketing,Shipping Country,Phone,"
    "Lineitem name,Lineitem quantity,Lineitem price"
)


def order(number: str, who: str, on: str, price: int, ticked: str) -> str:
    at = f"{on} 10:00:00 +0000"
    return f"#{number},{who}@example.com,paid,{at},{price}.00,EUR,{ticked},IT,,Mug,1,{price}.00"


def orders() -> list[str]:
    """Return 60 customers who order once, and 40 who order three times and dearly; ten of these said no."""
    made = [order(f"1{n:03}", f"c{n}", f"2026-01-{n % 28 + 1:02}", 10, "yes") for n in range(60)]
    return made + [
        order(f"{month + 1}{n:03}", f"r{n}", f"2026-0{month}-{n % 28 + 1:02}", 30 + n % 5, ticked)
        for n, ticked in ((n, "no" if n < 10 else "yes") for n in range(40))
        for month in (1, 2, 3)
    ]


def file(shop, key: str) -> bytes:
    """Return the file of a saved segment, as the page of lists makes it."""
    segment = from_json(kept_segments.all_segments(shop.storage)[NAME])
    version = shop.version
    scope = open_view(version.digest, version.tables, Question(days=None)).scope("orders")
    inside, _ = people_in_file(
        listed(scope, shop.storage, ListChoice("segment", to_text(segment))), BY_KEY[key], everybody=False
    )
    lives = countries(scope, inside.people.key)
    return b"".join(written(BY_KEY[key], rows(inside, shop.storage, lives), NAME, translator("en")))


def test_a_planted_segment_is_saved_splits_another_page_and_its_file_is_taken_by_each_tool(data):
    contacts.begin(open_workspace(data / "data", OWN).storage)
    dropped(data, (HEAD, *orders()))
    at = visit("customers")
    at.selectbox(key="segment_kind").set_value("order_count").run()
    at.multiselect(key="segment_values_order_count").set_value(["3-4"]).run()
    assert "This condition alone: 40 of 100 customers" in text_of(at)
    at.button(key="segment_add").click().run()
    at.text_input(key="segment_name").set_value(NAME)
    at.button(key="segment_do_save").click().run()
    assert not at.exception

    other = visit("purchases", figure="average_order_value", by=f"segment:{NAME}")
    assert f"Segment\\: {NAME}" in text_of(other)
    (shown,) = [box for box in other.selectbox if str(box.key).startswith("choose_by_")]
    assert len(shown.options) == 3

    page = visit("mailing", list=f"segment:{NAME}")
    assert "30 rows in the file, of 40 in the list." in text_of(page)

    shop = open_workspace(data / "data", OWN)
    wanted = {f"r{n}@example.com" for n in range(10, 40)}
    assert {row["Email"] for row in checkers.klaviyo(file(shop, "klaviyo"))} == wanted
    result = checkers.mailchimp(file(shop, "mailchimp"))
    assert ({row["Email Address"] for row in result}, {row["Tags"] for row in result}) == (wanted, {NAME})
    assert {row["email"] for row in checkers.meta(file(shop, "meta"), hashed=False)} == wanted
    assert len(checkers.meta(file(shop, "meta_hashed"), hashed=True)) == len(wanted)
