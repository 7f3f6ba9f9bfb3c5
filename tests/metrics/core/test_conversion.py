"""Money of several currencies: apart, or converted exactly by a person's rates; never added up silently."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.engine import Engine
from engagement.metrics.core.conversion import PAID, PAID_IN, converted
from engagement.metrics.model import Question
from engagement.metrics.views.owners import open_view, view_of
from engagement.metrics.views.registry import DEFINITIONS
from engagement.money.currencies import minor_digits
from engagement.money.exchange_rates import Rates
from engagement.store.objects.folder import Objects
from tests.metrics.orders import as_pandas, many, order, orders

if TYPE_CHECKING:
    import pyarrow as pa

DAY = date(2026, 4, 3)
ALL = Question(days=None)
EXACT = Context(prec=60)
ENGINE = Engine()

codes = st.sampled_from(["EUR", "USD", "JPY", "KWD", "CLF", "PLN"])
digits = st.integers(1, 10**9 - 1)
any_rate = st.builds(lambda n, places: Decimal(n).scaleb(-places), digits, st.integers(0, 9))
low_rate = st.builds(lambda n: Decimal(n).scaleb(-11), st.integers(1, 10**12 - 1))


def cases(amount, rate):
    """Amounts in some currencies, and rates for some of them."""
    rows = st.lists(st.tuples(codes, amount), min_size=1, max_size=30)
    return st.tuples(rows, st.dictionaries(st.sampled_from(["USD", "PLN", "CLF"]), rate, min_size=1))


# What would come to more than 10^15 minor units stays apart, so a large amount has a low rate (of
# so many digits that it takes a long division).
small_and_large = st.one_of(
    cases(st.integers(-5_000, 5_000), any_rate), cases(st.integers(-(10**13), 10**13), low_rate)
)


def oracle(minor: int, code: str, rates: Rates) -> int:
    """What a person would do with pen and paper."""
    if code not in rates.per_unit:
        return minor
    major = EXACT.multiply(Decimal(minor).scaleb(-minor_digits(code), EXACT), rates.per_unit[code])
    places = minor_digits(rates.to)
    return int(major.scaleb(places, EXACT).to_integral_value(ROUND_HALF_EVEN, EXACT))


def money(rows: list[tuple[str, int]]) -> pa.Table:
    return orders(
        *(
            order("2026-03-01", 1, currency=code) | {"gross": minor, "refunded": abs(minor) // 3}
            for code, minor in rows
        )
    )


@given(small_and_large, st.sampled_from(["EUR", "JPY", "KWD"]), st.booleans())
def test_conversion_equals_a_decimal_oracle_on_every_engine(case, to, in_pandas):
    rows, per_unit = case
    rates = Rates(to, DAY, per_unit)
    table = money(rows)
    source = as_pandas(table) if in_pandas else table
    result = converted(ENGINE.scan("orders", source), rates).collect("pyarrow").to_native().sort_by("line")
    assert result["gross"].to_pylist() == [oracle(minor, code, rates) for code, minor in rows]
    assert result["refunded"].to_pylist() == [oracle(abs(minor) // 3, code, rates) for code, minor in rows]
    assert result["currency"].to_pylist() == [to if code in per_unit else code for code, _ in rows]
    assert result[PAID_IN].to_pylist() == [code for code, _ in rows]
    assert result[PAID].to_pylist() == [minor for _, minor in rows]


@given(
    # A reading is a float: the sums must stay under 2^53 for it to show every cent.
    st.lists(st.tuples(codes, st.integers(0, 10**7)), min_size=1, max_size=40),
    st.decimals("0.0001", "999", places=4),
    st.decimals("0.0001", "999", places=4),
)
def test_the_readings_of_each_currency_add_up_to_the_converted_one(rows, dollar, yen):
    rates = Rates(
        "EUR", DAY, {"USD": dollar, "JPY": yen, "KWD": Decimal(3), "CLF": Decimal(40), "PLN": Decimal(1)}
    )
    whole = view_of({"orders": money(rows)}, ALL, rates=rates)
    parts = whole.breakdown("revenue", "currency")
    apart = [
        view_of({"orders": money([r for r in rows if r[0] == c])}, ALL, rates=rates)
        for c in {c for c, _ in rows}
    ]
    total = round(whole.reading("revenue").value * 100)
    assert sum(round(view.reading("revenue").value * 100) for view in apart) == total
    assert round(parts["value"].sum() * 100) == total
    assert total == sum(oracle(minor, code, rates) for code, minor in rows)


def test_a_tie_goes_to_the_even_cent_whatever_its_sign():
    rates = Rates("EUR", DAY, {"USD": Decimal("0.5")})
    table = money([("USD", n) for n in (1, 3, 5, -1, -3, 7)])
    result = converted(ENGINE.scan("orders", table), rates).collect("pyarrow").to_native().sort_by("line")
    assert result["gross"].to_pylist() == [0, 2, 2, 0, -2, 4]


def test_an_amount_beyond_exact_arithmetic_stays_apart():
    rates = Rates("EUR", DAY, {"USD": Decimal("0.5")})
    table = money([("USD", 9 * 10**18), ("USD", 4), ("PLN", 9 * 10**18)])
    result = converted(ENGINE.scan("orders", table), rates).collect("pyarrow").to_native().sort_by("line")
    assert result["currency"].to_pylist() == ["USD", "EUR", "PLN"]
    assert result["gross"].to_pylist() == [9 * 10**18, 2, 9 * 10**18]


MIXED = orders(
    order("2026-03-01", 1, 10),
    order("2026-03-02", 2, 20),
    order("2026-03-03", 1, 100, currency="USD"),
    order("2026-03-04", 3, 7, currency="PLN"),
)
DOLLARS = Rates("EUR", DAY, {"USD": Decimal("0.9"), "GBP": Decimal("1.2")})


def note_texts(view, key="revenue"):
    return [str(note) for note in view.reading(key).notes]


def test_without_rates_the_currency_of_most_orders_is_read_and_the_others_are_told():
    view = view_of({"orders": MIXED}, ALL)
    assert (view.reading("revenue").value, view.reading("revenue").currency) == (30, "EUR")
    assert note_texts(view) == [
        "In EUR, the currency of most orders. Amounts in PLN, USD are not added to it."
    ]
    assert view.currencies() == ("EUR", "PLN", "USD")


def test_a_chosen_currency_is_read_and_says_so():
    view = view_of({"orders": MIXED}, Question(days=None, currency="USD"))
    assert (view.reading("revenue").value, view.reading("revenue").currency) == (100, "USD")
    assert note_texts(view) == ["In USD, as chosen. Amounts in EUR, PLN are not added to it."]
    assert view.reading("orders").value == 4


def test_a_chosen_currency_that_no_order_has_falls_back_to_the_leading_one():
    view = view_of({"orders": MIXED}, Question(days=None, currency="JPY"))
    assert view.reading("revenue").currency == "EUR"


def test_one_view_answers_for_two_currencies_without_mixing_them_up():
    view = view_of({"orders": MIXED}, ALL)
    values = [
        view.ask(Question(days=None, currency=c)).reading("revenue").value
        for c in ("EUR", "USD", "PLN", None)
    ]
    assert values == [30, 100, 7, 30]


def test_with_rates_listed_currencies_are_converted_and_the_rest_stays_apart_and_is_told():
    view = view_of({"orders": MIXED}, ALL, rates=DOLLARS)
    reading = view.reading("revenue")
    assert (reading.value, reading.currency, reading.rows_used) == (120, "EUR", 3)
    assert note_texts(view) == [
        "Converted at the rates of 2026-04-03: 1 USD = 0.9 EUR.",
        "There is no rate for PLN; these amounts are not added to EUR.",
    ]
    assert [(str(why), rows) for why, rows in reading.left_out] == [("in another currency", 1)]
    assert view.currencies() == ("EUR", "PLN")


def test_every_money_reading_says_the_rates_and_no_other_does():
    view = view_of({"orders": many(3)}, ALL, rates=Rates("EUR", DAY, {"PLN": Decimal("0.23")}))
    converted_at = "Converted at the rates of 2026-04-03: 1 PLN = 0.23 EUR."
    keys = view.keys()
    for key in keys:
        assert (converted_at in note_texts(view, key)) == bool(DEFINITIONS[key].money), key


def test_an_unlisted_currency_can_be_chosen_beside_the_rates():
    view = view_of({"orders": MIXED}, Question(days=None, currency="PLN"), rates=DOLLARS)
    assert (view.reading("revenue").value, view.reading("revenue").currency) == (7, "PLN")
    assert note_texts(view) == ["In PLN, as chosen. Amounts in EUR are not added to it."]


def test_a_split_by_currency_goes_by_what_was_paid_and_reads_in_one_money():
    view = view_of({"orders": MIXED}, ALL, rates=DOLLARS)
    frame = view.breakdown("revenue", "currency")
    assert dict(zip(frame["segment"], frame["value"], strict=True)) == pytest.approx({"EUR": 30, "USD": 90})
    filtered = view.ask(Question(days=None, filters=(("currency", ("USD",)),)))
    assert filtered.reading("revenue").value == 90
    assert filtered.reading("orders").value == 1


def test_trend_and_change_are_converted_too():
    view = view_of({"orders": MIXED}, Question(days=None), rates=DOLLARS)
    assert view.trend("revenue", trailing=False)["value"].sum() == 120
    assert view.table("money_by_currency")["revenue"].tolist() == [120, 7]


@pytest.mark.parametrize("in_pandas", [False, True])
def test_a_customers_money_in_two_currencies_is_one_sum(in_pandas):
    source = as_pandas(MIXED) if in_pandas else MIXED
    view = view_of({"orders": source}, ALL, rates=DOLLARS)
    behind = view.rows("revenue")
    assert behind["gross"].tolist() == [1000, 2000, 9000]
    assert (behind[PAID_IN].tolist(), behind[PAID].tolist()) == (["EUR", "EUR", "USD"], [1000, 2000, 10_000])
    assert view.reading("typical_basket").value == 35  # (10 + 90) / 2 and 20


def test_versions_with_and_without_rates_share_nothing(tmp_path):
    objects = Objects(tmp_path)
    path = {"orders": objects.path(objects.write(MIXED))}
    views = [
        open_view("a", path, ALL, rates) for rates in (None, DOLLARS, Rates("EUR", DAY, {"USD": Decimal(2)}))
    ]
    assert [view.reading("revenue").value for view in views] == [30, 120, 230]
    assert len({view.data.digest for view in views}) == 3
    second_result = Rates("EUR", DAY, {"USD": Decimal("0.90"), "GBP": Decimal("1.2")})
    assert open_view("a", path, ALL, second_result).data is views[1].data


def test_orders_that_are_all_in_the_currency_of_the_rates_need_no_word():
    table = orders(order("2026-03-01", 1, 10))
    assert note_texts(view_of({"orders": table}, ALL, rates=DOLLARS)) == []


def test_rates_into_a_currency_that_no_order_has_read_in_it_all_the_same():
    table = orders(order("2026-03-01", 1, 10, currency="USD"))
    view = view_of({"orders": table}, ALL, rates=DOLLARS)
    assert (view.reading("revenue").value, view.reading("revenue").currency) == (9, "EUR")
