"""The page of the ladders shows those that the data can tell, and names what would open the others."""

from __future__ import annotations

from engagement.app.navigation.router import ROOT
from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from tests.app.own_shop import dropped, said, visit


def test_orders_alone_are_told_what_would_open_the_ladders(data):
    rows = [f"A{n},2026-01-{1 + n % 28:02},one{n}@example.com,10.00" for n in range(40)]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    at = visit("levels")
    assert "a list of members or a survey that names the same customers" in said(at)
    assert "A report of visits, of posts or of e-mail campaigns." in said(at)
    assert not at.get("plotly_chart")


def test_posts_alone_have_their_ladders_each_with_its_table(data):
    name = "instagram_posts.csv"
    take(open_workspace(data / "data", OWN), [(ROOT / "sample_data" / name, name)])
    at = visit("levels")
    text = said(at)
    assert text.count("Instagram") == 2
    assert "Click: " in text
    assert len(at.get("plotly_chart")) == 2
    assert len([fold for fold in at.get("expander") if fold.label == "Data of this chart"]) == 2
