"""Values that others have published of public data, read from the files as a person would."""

from __future__ import annotations

import json

import pytest

from engagement.cli import main


@pytest.fixture
def metrics(shared, capsys):
    def run(name: str):
        assert main(["metrics", str(shared / "real" / name), "--json", "--window", "all"]) == 0
        return json.loads(capsys.readouterr().out)

    return run


@pytest.mark.gate
def test_online_retail_has_its_published_customers_orders_and_revenue(metrics):
    result = metrics("online_retail.csv")
    assert (result["as_of"], result["window"]["first_day"]) == ("2011-12-09", "2010-12-01")
    assert result["metrics"]["customers"]["value"] == 4338
    frequency = result["metrics"]["purchase_frequency"]
    assert (frequency["numerator"], frequency["denominator"]) == (18_532, 4338)
    named, _ = result["tables"]["orders_by_identity"]
    assert (named["customers"], named["orders"]) == (4338, 18_532)
    assert named["revenue"] == pytest.approx(8_911_407.90, abs=0.005)
    repeat = result["metrics"]["repeat_purchase_rate"]
    assert (repeat["numerator"], repeat["denominator"]) == (2845, 4338)
    assert (repeat["low"], repeat["high"]) == (
        pytest.approx(0.6416, abs=5e-5),
        pytest.approx(0.6698, abs=5e-5),
    )


def test_cdnow_has_its_published_customers_orders_and_revenue(metrics):
    result = metrics("CDNOW_master.txt")["metrics"]
    assert result["customers"]["value"] == 23_570
    assert result["orders"]["value"] == 69_659
    assert result["revenue"]["value"] == pytest.approx(2_500_315.63)
    assert result["purchase_frequency"]["value"] == pytest.approx(69_659 / 23_570)
