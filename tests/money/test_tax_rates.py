"""The rate of tax behind rounded amounts."""

from __future__ import annotations

import numpy as np

from engagement.money.tax_rates import shipping_is_taxed, tax_rates, without_tax


def amounts(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_the_rate_is_the_whole_one_that_gives_the_rounded_tax():
    assert tax_rates(amounts(1701, 868, 0), amounts(9800, 5000, 5000)).tolist() == [0.21, 0.21, 0]


def test_a_mixed_basket_has_its_own_ratio_where_a_shop_has_several_rates():
    rates = tax_rates(amounts(2100, 1000, 1550), amounts(12100, 11000, 11550))
    assert rates.round(4).tolist() == [0.21, 0.1, 0.155]
    rates = tax_rates(amounts(2100, 1000, 1551), amounts(12100, 11000, 11511))
    assert rates.round(4).tolist() == [0.21, 0.1, 0.1557]


def test_an_amount_with_less_tax_than_all_others_holds_something_untaxed():
    taxes, taxed = amounts(*[2100] * 9, 2100), amounts(*[12100] * 9, 17077)
    assert tax_rates(taxes, taxed).tolist() == [0.21] * 10


def test_the_orders_show_whether_their_shipping_is_taxed():
    goods, shipping = amounts(12100, 6050), amounts(605, 1210)
    assert shipping_is_taxed(amounts(2205, 1260), goods, shipping)
    assert not shipping_is_taxed(amounts(2100, 1050), goods, shipping)
    assert shipping_is_taxed(amounts(0, 0), goods, shipping)


def test_amounts_without_their_tax_are_whole_again():
    assert without_tax(amounts(590, 0), amounts(0.21, 0.21)).tolist() == [488, 0]
