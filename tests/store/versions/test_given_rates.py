"""Rates of exchange lie in the manifest as text, one table a workspace, and go with everything."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from engagement.money.exchange_rates import Rates
from engagement.store import open_workspace
from tests.store import shop

pytestmark = pytest.mark.usefixtures("backend")
RATES = Rates("EUR", date(2026, 4, 3), {"USD": Decimal("0.923531215412"), "JPY": Decimal("0.0061")})


def test_rates_come_back_exactly_in_another_process_and_only_in_their_workspace(tmp_path):
    one = open_workspace(tmp_path, "one")
    assert one.rates() is None
    one.keep_rates(RATES, "Eva")
    assert open_workspace(tmp_path, "one").rates() == RATES
    assert open_workspace(tmp_path, "two").rates() is None


def test_new_rates_take_the_place_of_the_old_ones_and_can_be_forgotten(tmp_path):
    workspace = open_workspace(tmp_path)
    workspace.keep_rates(RATES)
    newer = Rates("EUR", date(2026, 5, 3), {"GBP": Decimal("1.17")})
    workspace.keep_rates(newer)
    assert workspace.rates() == newer
    workspace.forget_rates()
    assert workspace.rates() is None


def test_rates_stay_when_one_file_goes_and_go_with_everything(tmp_path, backend):
    workspace = open_workspace(tmp_path)
    workspace.keep_rates(RATES)
    workspace.delete_for_good(shop.add(workspace, "a.csv", {"orders": shop.orders([1])}))
    assert workspace.rates() == RATES
    workspace.delete_for_good("everything")
    assert workspace.rates() is None
    assert b"0.923531215412" not in backend.bytes_of(tmp_path)
