"""Pages of posts, visits, campaigns and members show below the figures what their files hold."""

from __future__ import annotations

from engagement.app.navigation.router import ROOT
from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from tests.app.own_shop import plain, text_of, visit


def take_in(data, *names):
    take(open_workspace(data / "data", OWN), [(ROOT / "sample_data" / name, name) for name in names])


def test_posts_alone_have_their_best_and_worst_with_links_and_what_goes_with_them(data):
    take_in(data, "instagram_posts.csv")
    at = visit("social")
    text = text_of(at)
    assert "Best and worst posts" in text
    assert text.count("](https://www.instagram.com/") == 10
    assert "IG carousel" in plain(text)
    assert "A link, not proof of a cause." in text
    assert "Best hours of the week" in text
    assert "Beside weeks of orders" not in text


def test_a_link_of_a_post_that_is_no_web_address_is_no_link(data):
    path = data / "posts.csv"
    rows = [
        f"p{n},2026-03-{1 + n:02},caption [x](javascript:alert(1)),{100 + n},{5 + n},javascript:alert(1)"
        for n in range(20)
    ]
    path.write_text("\n".join(["Post ID,Date,Caption,Impressions,Likes,Permalink", *rows]) + "\n", "utf-8")
    take(open_workspace(data / "data", OWN), [(path, path.name)])
    text = text_of(visit("social"))
    assert "Best and worst posts" in text
    assert "](javascript" not in text


def test_visits_have_their_funnel_and_campaigns_their_order(data):
    take_in(data, "shopify_sessions.csv", "klaviyo_campaigns.csv")
    text = text_of(visit("web"))
    assert "From visit to order" in text
    assert "Put something into the cart" in text
    assert "of the step before; lost on the way" in text
    assert "Best and worst campaigns" in text
    assert "Apple's Mail" in text
    assert "List: Lamp club" in plain(text)


def test_a_step_of_a_report_of_one_total_is_told_without_limits(data):
    """Of Google Analytics: what differs from day to day is not known."""
    path = data / "traffic.csv"
    path.write_text(
        "# Traffic acquisition: Session default channel group\n# Start date: 20260901\n"
        "# End date: 20260930\n\nSession default channel group,Sessions,Engaged sessions,"
        "Key events,Session key event rate\nOrganic Search,1000,700,50,0.05\nDirect,500,300,20,0.04\n",
        "utf-8",
    )
    take(open_workspace(data / "data", OWN), [(path, path.name)])
    text = plain(text_of(visit("web")))
    assert "4.7% of the step before; lost on the way: 1,430." in text


def test_members_are_set_beside_others_in_three_ways(data):
    take_in(data, "shopify_orders.csv", "smile_members.csv")
    text = text_of(visit("loyalty"))
    assert "Members against others, in three ways" in text
    assert "Whoever is a member today against everybody else" in text
    assert "Too few, or too uneven, for a ratio." in text
    assert "What those bring who were brought in" in text
    assert "so what they have bought is not known" not in text
    assert "How soon customers join" in text


def test_a_list_of_members_that_does_not_say_who_was_brought_in_opens_the_page_without_a_comparison(data):
    path, whole = data / "members.csv", (ROOT / "sample_data" / "smile_members.csv").read_text("utf-8")
    path.write_text("".join(f"{line.rpartition(',')[0]}\n" for line in whole.splitlines()), "utf-8")
    take(open_workspace(data / "data", OWN), [(path, path.name)])
    text = text_of(visit("loyalty"))
    assert "Members by tier" in text
    assert "so what they have bought is not known" in text
    assert "in three ways" not in text


def test_the_followers_of_an_account_are_asked_once_and_kept_as_a_file(data):
    take_in(data, "instagram_follows.csv", "instagram_posts.csv")
    at = visit("social")
    assert "How many followers are there?" in text_of(at)
    at.number_input[0].set_value(9000)
    next(button for button in at.button if button.label == "Keep it").click().run()
    assert not at.exception
    assert "How many followers are there?" not in text_of(at)
    shop = open_workspace(data / "data", OWN)
    assert any(one.file.startswith("followers instagram") for one in shop.datasets())
    assert shop.version.rows["audience"] == 730


def test_tiers_are_drawn_and_charts_described_without_marks_of_markdown(data):
    orders = data / "orders.csv"
    tiers = data / "members.csv"
    rows = [f"{n},2026-{1 + n % 9:02}-03,c{n % 80}@example.com,{10 + n % 7}.00" for n in range(400)]
    orders.write_text("\n".join(["Order number,Date,Email,Total", *rows]) + "\n", "utf-8")
    people = [f"c{n}@example.com,2026-01-02,=Silver-1,{n}" for n in range(60)]
    tiers.write_text("\n".join(["Email,Joined,Tier,Points", *people]) + "\n", "utf-8")
    take(open_workspace(data / "data", OWN), [(orders, orders.name), (tiers, tiers.name)])
    charts = [chart.proto for chart in visit("loyalty").get("plotly_chart")]
    assert any("=Silver-1" in chart.spec for chart in charts)
    assert not any("\\\\=" in chart.spec for chart in charts)
    assert charts
    assert not any("\\" in chart.alt for chart in charts)
