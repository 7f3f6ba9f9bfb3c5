"""Orders of several currencies converted into one, by rates that a person entered.

Each amount is converted by itself and exactly: minor units times a ratio p / q of whole numbers, rounded
half even. Floats are only used to estimate whole quotients, which are corrected by the remainder, a whole
number in 64 bits. So the sum over any split of the orders equals the sum of the whole, on every engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.sums.group_sums import collect

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from engagement.engine import Frame
    from engagement.money.exchange_rates import Rates

#: Columns of converted orders: the currency in which an order was paid, and its gross in that currency.
PAID_IN: Final = "paid_in"
PAID: Final = "paid"
_AMOUNTS: Final = ("gross", "refunded")
_RATED, _P, _Q, _DIGIT = "rated_", "p_", "q_", "digit_"
#: Floats represent whole numbers under 2^53 exactly; no dividend is larger.
_LARGEST: Final = 2**51
#: The bound of a product, so that sums of two products fit into 64 bits.
_ROOM: Final = 2**61


def converted(orders: Frame, rates: Rates) -> Frame:
    """Return orders with the money of every listed currency in minor units of `rates.to`.

    Orders in other currencies stay unchanged, and so do amounts above 10^15 minor units. Adds the columns
    `PAID_IN` and `PAID`.
    """
    ratios = {code: rates.minor_per_minor(code) for code in rates.per_unit}
    base = min(_ROOM // max(ratio.denominator for ratio in ratios.values()), _LARGEST)
    digits = {code: _digits(ratio.numerator, base) for code, ratio in ratios.items()}
    longest = max(map(len, digits.values()))
    constants = {
        _P: {c: r.numerator for c, r in ratios.items()},
        _Q: {c: r.denominator for c, r in ratios.items()},
    }
    for place in range(longest):
        padded = {
            code: [0] * (longest - len(code_digits)) + code_digits for code, code_digits in digits.items()
        }
        constants[f"{_DIGIT}{place}"] = {code: code_digits[place] for code, code_digits in padded.items()}
    rated = nw.lit(value=False)
    for code, ratio in ratios.items():
        rated = rated | ((nw.col("currency") == code) & _fits(ratio))
    prepared = orders.with_columns(
        **{_RATED: rated, PAID_IN: nw.col("currency"), PAID: nw.col("gross")},
        **{name: _by_currency(values) for name, values in constants.items()},
    )
    amounts = {name: _times_ratio(nw.col(name), longest, base) for name in _AMOUNTS}
    read_in = nw.when(nw.col(_RATED)).then(nw.lit(rates.to)).otherwise(nw.col("currency"))
    return prepared.with_columns(**amounts, currency=read_in).drop(_RATED, *constants)


def exchanged(orders: Frame) -> tuple[str, ...]:
    """Return the orders that count and were paid in another currency, by that currency's code."""
    moved = orders.filter(nw.col("counts"), nw.col(PAID_IN) != nw.col("currency"))
    return tuple(sorted(str(code) for code in collect(moved.select(PAID_IN).unique())[PAID_IN]))


def _by_currency(values: Mapping[str, int]) -> nw.Expr:
    factor = nw.lit(1)
    for code, value in values.items():
        factor = nw.when(nw.col("currency") == code).then(nw.lit(value)).otherwise(factor)
    return factor.cast(nw.Int64)


def _fits(ratio: Fraction) -> nw.Expr:
    largest = min(_LARGEST, _LARGEST // (ratio.__ceil__() + 1))
    gross, refunded = (nw.col(name).abs() <= largest for name in _AMOUNTS)
    return gross & refunded


def _times_ratio(amount: nw.Expr, places: int, base: int) -> nw.Expr:
    """Return an amount times p / q, rounded half even; unchanged if it has no rate.

    a p / q = (a // q) p + (a % q) p / q. The second term is a long division over the digits of p, in a base
    small enough to keep products within 64 bits. Its quotients are estimated by rounding: the remainder may
    be slightly outside 0..q / 2, and corrects the last of them.
    """
    p, q = nw.col(_P), nw.col(_Q)
    # Masked, because an amount without a rate may have any size.
    rated = nw.when(nw.col(_RATED)).then(amount).otherwise(nw.lit(0))
    whole_units = (rated / q).floor().cast(nw.Int64)
    part = rated - whole_units * q
    low, remainder = nw.lit(0), nw.lit(0)
    for place in range(places):
        step = remainder * base + part * nw.col(f"{_DIGIT}{place}")
        quotient = (step / q).round().cast(nw.Int64)
        low, remainder = low * base + quotient, step - quotient * q
    product = whole_units * p + low
    odd = product - (product / 2).floor().cast(nw.Int64) * 2 == 1
    above = (remainder * 2 > q) | ((remainder * 2 == q) & odd)
    below = (remainder * 2 < -q) | ((remainder * 2 == -q) & odd)
    exact = product + above.cast(nw.Int64) - below.cast(nw.Int64)
    return nw.when(nw.col(_RATED)).then(exact).otherwise(amount)


def _digits(p: int, base: int) -> list[int]:
    """Return the digits of p in a base, the highest first."""
    digits: list[int] = []
    while p:
        p, digit = divmod(p, base)
        digits.insert(0, digit)
    return digits
