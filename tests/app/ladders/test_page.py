"""The page of the ladders shows those that the data can tell, and names what would open the others."""

from __future__ import annotations

import re

from engagement.app.navigation.router import ROOT
from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from tests.app.own_shop import dropped, plain, text_of, visit


def test_orders_alone_are_told_what_would_open_the_ladders(data):
    rows = [f"A{n},2026-01-{1 + n % 28:02},one{n}@example.com,10.00" for n in range(40)]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    at = visit("levels")
    assert "a list of members or a survey that names the same customers" in text_of(at)
    assert "A report of visits, of posts or of e-mail campaigns." in text_of(at)
    assert not at.get("plotly_chart")


def test_posts_alone_have_their_ladders_each_with_its_table(data):
    name = "instagram_posts.csv"
    take(open_workspace(data / "data", OWN), [(ROOT / "sample_data" / name, name)])
    at = visit("levels")
    text = text_of(at)
    assert text.count("Instagram") == 2
    assert "Click: " in text
    assert len(at.get("plotly_chart")) == 3
    assert len([fold for fold in at.get("expander") if fold.label == "Data of this chart"]) == 3


def test_what_stands_for_a_step_is_chosen_in_the_address_and_on_the_page(data):
    name = "facebook_posts.csv"
    take(open_workspace(data / "data", OWN), [(ROOT / "sample_data" / name, name)])
    at = visit("levels")
    box = at.selectbox(key="understanding_facebook")
    assert box.label == "What stands for this step: Understanding"
    first, other = box.options
    assert (first, other) == ("comments, of clicks on posts", "comments, of interactions with posts")
    assert re.search(r"Understanding: [\d,]+ comments, of [\d,]+ clicks on posts", plain(text_of(at)))
    box.select("comments-engaged").run()
    assert at.query_params["understanding_facebook"] == "comments-engaged"
    assert re.search(r"Understanding: [\d,]+ comments, of [\d,]+ interactions with posts", plain(text_of(at)))
    second_result = visit("levels", understanding_facebook="comments-engaged")
    assert second_result.selectbox(key="understanding_facebook").value == "comments-engaged"


def test_levels_are_shown_over_time_and_with_the_moves_since_the_days_that_are_chosen(data):
    orders = [f"A{n},2025-{1 + n % 9:02}-10,one{n}@example.com,10.00" for n in range(60)]
    answers = [f"{n},2026-02-{1 + n % 9:02},one{n}@example.com,9" for n in range(20)]
    dropped(data, ("Order ID,Order Date,Email,Total", *orders, "A99,2026-03-20,late@example.com,10.00"))
    path = data / "nps.csv"
    header = "Response ID,Date,Email,How likely are you to recommend us (0-10)?"
    path.write_text("\n".join((header, *answers)) + "\n", "utf-8")
    take(open_workspace(data / "data", OWN), [(path, path.name)])
    at = visit("levels")
    assert "at the end of February 2025: 0%; of February 2026: 33%." in plain(text_of(at))
    assert "on 20 March 2026." in plain(text_of(at))
    short = plain(text_of(visit("levels", moved_since="90")))
    assert "Of 60 customers of 20 December 2025, 20 stood on a higher level on 20 March 2026." in short
