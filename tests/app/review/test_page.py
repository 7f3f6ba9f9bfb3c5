"""The review of a shop on its page: made, kept, promised in, edited, and shown again as it was kept."""

from __future__ import annotations

from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from engagement.store.planning import kept_reviews
from tests.app.own_shop import dropped, plain, text_of, visit

_HEADER = "Name,Email,Financial Status,Currency,Total,Refunded Amount,Created at,Cancelled at,Lineitem name"


def test_a_review_is_kept_with_its_promise_and_the_next_one_shows_it(data):
    rows = [
        f"#{n},p{n % 7}@example.com,paid,EUR,2{n % 9}.00,0,2025-0{2 + n % 3}-1{n % 9} 10:00:00 +0100,,Mug"
        for n in range(40)
    ]
    dropped(data, [_HEADER, *rows, "#99,z@example.com,paid,EUR,20.00,0,2025-04-30 10:00:00 +0200,,Mug"])
    at = visit("review")
    result = plain(text_of(at))
    assert "April 2025: nothing is beyond normal variation" in result
    assert "Nothing is compared with a year before" in result
    assert "The figures: April 2025" in result
    assert at.metric[0].label == "Repeat purchase rate"
    assert "Not kept yet" in result
    at.text_area[0].set_value("Write to those who bought once <b>")
    next(button for button in at.button if button.label == "Save").click().run()
    assert not at.exception
    assert "Kept on" in plain(text_of(at))
    storage = open_workspace(data / "data", OWN).storage
    ((name, stored),) = kept_reviews.all_reviews(storage).items()
    assert stored["promised"] == "Write to those who bought once <b>"
    before = f"month.{int(name.split('.')[1]) - 1}"
    kept_reviews.keep(
        storage, before, {**stored, "first_day": 20148, "last_day": 20178, "promised": "Soon"}, ""
    )
    second_result = visit("review", review=name)
    result = plain(text_of(second_result))
    assert "Promised last time" in result
    assert "Soon" in result
    assert "Former reviews" in result
