"""The page of e-mails shows who was written to and who bought, and nobody's address."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from engagement.store.erasing import one_person
from tests.app.own_shop import plain, text_of, visit

PEOPLE = 400


def lists(folder):
    """Write orders and a campaign's recipients, a quarter of whom were drawn for the control group."""
    dice = np.random.default_rng(2)
    is_control = dice.random(PEOPLE) < 0.25
    orders, sent = folder / "orders.csv", folder / "spring.csv"
    with orders.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Order id", "Date", "Email", "Total", "Currency"])
        for who in range(PEOPLE):
            out.writerow([f"a{who}", "2026-01-20", f"p{who}@example.com", "20.00", "EUR"])
            if dice.random() < (0.1 if is_control[who] else 0.4):
                out.writerow([f"b{who}", "2026-03-15", f"p{who}@example.com", "30.00", "EUR"])
        out.writerow(["last", "2026-04-20", "last@example.com", "20.00", "EUR"])
    with sent.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(["Email", "Campaign Name", "Send Time", "Group", "Opened", "Clicked"])
        for who in range(PEOPLE):
            group = "Control" if is_control[who] else "Test"
            out.writerow(
                [
                    f"p{who}@example.com",
                    "Spring sale",
                    "2026-03-01 10:00:00",
                    group,
                    "Yes" if who % 2 else "No",
                    "No",
                ]
            )
    return [(orders, orders.name), (sent, sent.name)]


@pytest.fixture
def shop(data):
    take(open_workspace(data / "data", OWN), lists(data))
    return open_workspace(data / "data", OWN)


@pytest.mark.usefixtures("shop")
def test_written_to_stand_beside_those_held_back_with_what_misleads():
    text = plain(text_of(visit("web")))
    assert "Who was written to, and who bought" in text
    assert "Spring sale" in text
    assert "Written to: " in text
    assert "Before the message the groups bought alike" in text
    assert "@example.com" not in text


@pytest.mark.usefixtures("shop")
def test_opens_are_said_to_be_chosen_and_partly_apples():
    at = visit("web", sent_by="opened")
    text = text_of(at)
    assert "chose to, and buys more anyway" in text
    assert "Apple's Mail opens every message by itself" in text


def test_a_person_who_is_erased_is_no_recipient_any_more(shop):
    key = shop.key
    result = one_person.find(shop.storage, key, ["p3@example.com"])
    assert result[0].rows["recipients"] == 1
    one_person.erase(shop.storage, key, result[0].keys)
    assert shop.version.rows["recipients"] == PEOPLE - 1
