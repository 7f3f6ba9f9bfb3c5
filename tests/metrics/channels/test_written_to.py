"""Who was written to and who bought, held against counts made by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.metrics.channels.tables_of_people import RECIPIENT_GROUPS
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.statistics.proportions import newcombe, wilson
from tests.metrics.invented import campaigns, day, recipients
from tests.metrics.orders import orders

SENT = "2026-03-01"


def table(**tables):
    return view_of(tables, Question(days=None)).table(RECIPIENT_GROUPS.name)


def shop(seed=4, people=600, lift=0.2, *, self_selected=False):
    """Return orders and recipients, a third held back by lot or, `self_selected`, for buying little."""
    dice = np.random.default_rng(seed)
    likes, bought = dice.random(people), []
    control = likes < 1 / 3 if self_selected else dice.random(people) < 1 / 3
    for who in range(people):
        for at in (-20, 9):
            rate = 0.5 * likes[who] + (lift if at > 0 and not control[who] else 0)
            if dice.random() < rate:
                bought.append({"customer_key": who + 1, "day": day(SENT) + at, "gross": 2000})
    bought += [{"customer_key": 9_999, "gross": 1000, "day": day(SENT) + at} for at in (-400, 100)]
    got = [
        {"customer_key": who + 1, "on": SENT, "group": "A" if who % 2 else "B",
         "held_back": bool(control[who]),
         "opened": bool(dice.random() < likes[who]), "delivered": not control[who]}
        for who in range(people)
    ]  # fmt: skip
    return {"orders": orders(*bought), "recipients": recipients(*got)}, control, bought


def test_shares_and_their_difference_are_those_counted_by_hand():
    tables, control, bought = shop()
    result = table(**tables)
    row = result[(result["by"] == "written_to") & (result["key"] == "yes") & (result["days"] == 30)].iloc[0]
    after = {one["customer_key"] for one in bought if one["day"] == day(SENT) + 9}
    ours, theirs = ([who + 1 in after for who in np.flatnonzero(side)] for side in (~control, control))
    assert (row["n"], row["bought"]) == (len(ours), sum(ours))
    assert (row["others_n"], row["others_bought"]) == (len(theirs), sum(theirs))
    assert tuple(row[["share", "low", "high"]]) == pytest.approx(
        tuple(wilson(float(sum(ours)), float(len(ours))))
    )
    gap = newcombe(float(sum(ours)), float(len(ours)), float(sum(theirs)), float(len(theirs)))
    assert tuple(row[["difference", "difference_low", "difference_high"]]) == pytest.approx(gap[:3])
    assert row["differs"]
    assert not row["unlike_before"]
    assert row["spend"] == pytest.approx(20 * sum(ours) / len(ours))
    assert row["sent"] == SENT


def test_within_seven_days_nobody_has_bought_and_without_effect_nothing_differs():
    result = table(**shop(lift=0.0)[0])
    assert result.loc[result["days"] == 7, "bought"].sum() == 0
    drawn = result[result["by"].isin(["written_to", "group"])]
    assert not drawn["differs"].any()


def test_a_group_that_was_chosen_and_not_drawn_is_told_by_what_it_bought_before():
    result = table(**shop(lift=0.0, self_selected=True)[0])
    row = result[(result["by"] == "written_to") & (result["key"] == "yes") & (result["days"] == 30)].iloc[0]
    assert row["differs"]
    assert row["unlike_before"]


def test_who_was_held_back_is_not_among_those_who_did_not_open():
    tables, control, _ = shop()
    result = table(**tables)
    opened = result[(result["by"] == "opened") & (result["days"] == 30)]
    assert opened["n"].sum() == (~control).sum()
    assert opened["others_n"].sum() == (~control).sum()


def test_days_that_are_not_over_are_left_out_and_the_day_comes_from_the_list_of_campaigns():
    tables, _, _ = shop()
    late = [dict(row) | {"day": None} for row in tables["recipients"].to_pylist()]
    sent = campaigns({"on": "2026-05-20", "name": "Spring"})
    result = table(orders=tables["orders"], recipients=recipients(*late), campaigns=sent)
    assert set(result["days"]) == {7}
    assert set(result["sent"]) == {"2026-05-20"}
    known = {"orders": tables["orders"], "recipients": recipients(*late)}
    another = campaigns({"on": "2026-05-20", "name": "Autumn"})
    for undated in (known, known | {"campaigns": another}):
        assert RECIPIENT_GROUPS.name in view_of(undated, Question(days=None)).locked_tables()


def test_few_recipients_are_counted_and_not_compared():
    tables, _, _ = shop(people=20)
    result = table(**tables)
    assert result["difference"].isna().all()
    assert result["recipients"].max() == 20
