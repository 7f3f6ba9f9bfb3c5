"""A share of items that come in clusters: orders of a customer, visits of a day, e-mails of a campaign.

Items of one cluster resemble each other (who paid with a code once does it again), so n of them carry less
information than n independent ones. The effective sample size says how much less. Wilson's interval with it
in place of n reaches its nominal coverage; with n itself it covered 57 to 88 % in simulation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple

import numpy as np

from engagement.statistics.interval import LEVEL, Array, Estimate, Real, like, normal_quantile, quiet, t_ppf
from engagement.statistics.proportions import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray


class ShareSums(NamedTuple, Generic[Real]):
    """Sums over clusters for the interval of a share; cluster i has m items, of which k are counted.

    `n` is the number of clusters; the others are the sums of m, k, m², k², mk and k²/m (`own`).
    """

    n: Real
    m: Real
    k: Real
    mm: Real
    kk: Real
    mk: Real
    own: Real


def share_sums(m: Array, k: Array) -> ShareSums[float]:
    """Return the sums of clusters with m items each, of which k are counted; empty clusters are left out."""
    m, k = np.asarray(m, dtype=np.float64), np.asarray(k, dtype=np.float64)
    m, k = m[m > 0], k[m > 0]
    return ShareSums(float(m.size), *(float(s.sum()) for s in (m, k, m * m, k * k, m * k, k * k / m)))


def weight_of_clusters(sums: ShareSums[Real]) -> Real:
    """Return the number of equally large clusters with the same weight: (sum m)² / sum m² (Kish 1965)."""
    with quiet():
        return like(sums.m, np.asarray(sums.m, dtype=np.float64) ** 2 / np.asarray(sums.mm))


def effective_number(sums: ShareSums[Real], level: float = LEVEL) -> Real:
    """Return the effective sample size: the number of independent items; at most the number of items.

    It is p (1 - p) divided by the variance of p = k / m. This variance is the mean of two estimates. The
    first is linearised by cluster, n / (n - 1) sum (k - p m)² / (sum m)²; it holds whatever large clusters
    do. The second is p (1 - p) (1 / m + r (mm / m² - 1 / m)) with the intraclass correlation r of Fleiss
    and Cuzick (1979), Applied Psychological Measurement 3, 537-542; it does not become too small when few
    clusters contain counted items. Degrees of freedom are those of the weight of the clusters: the result
    is multiplied by (t(m - 1) / t(d))², Korn and Graubard (1998), Survey Methodology 24, 193-201. In
    simulations of few customers with many orders and a rare property, each estimate alone covered 86 to 92
    %, their mean 93 to 97 %.

    If none or all of the items are counted, the correlation is unknown. It is then taken as 1, so that the
    result is the weight of the clusters.
    """
    n, m, k, mm, kk, mk, squares_by_size = (np.asarray(s, dtype=np.float64) for s in sums)
    with quiet():
        p = k / m
        binomial = p * (1 - p)
        weight = m * m / mm
        residuals = np.maximum(kk - 2 * p * mk + p * p * mm, 0)
        # Wilson divides by m, not by m - 1; so does this if every cluster is a single item.
        linearised = n / (n - 1) * (m - 1) / m * residuals / m**2
        alike = np.clip(1 - (k - squares_by_size) / ((m - n) * binomial), 0, 1)
        alike = np.where(m > n, alike, 0.0)
        by_likeness = binomial * (1 / m + alike * (mm / m**2 - 1 / m))
        linearised = np.maximum(np.where(n > 1, linearised, binomial / weight), binomial / m)
        effective = binomial / ((linearised + by_likeness) / 2)
        effective = np.where((k <= 0) | (k >= m), weight, effective)
        t_of = [t_ppf(0.5 + level / 2, np.maximum(d - 1, 1)) for d in (m, weight)]
        return like(sums.m, np.minimum(effective * (t_of[0] / t_of[1]) ** 2, m))


def share_by_cluster(sums: ShareSums[Real], level: float = LEVEL) -> Estimate[Real]:
    """Return k / m with Wilson's interval for the effective sample size; NaN where m is 0.

    If every cluster is a single item, it is Wilson's own interval. `se` follows from the effective sample
    size. There are no limits for a single cluster, nor where k exceeds m (a tool that counts purchases
    twice).
    """
    number = np.asarray(effective_number(sums, level))
    k, m = (np.asarray(s, dtype=np.float64) for s in (sums.k, sums.m))
    with quiet():
        share = k / np.where(m > 0, m, np.nan)
        possible = (k >= 0) & (k <= m) & ((np.asarray(sums.n) > 1) | (m <= 1))
        number = np.where(possible, number, np.nan)
        _, low, high = wilson(np.where(k == m, number, share * number), number, level)
        se = np.sqrt(share * (1 - share) / number)
    return Estimate(*(like(sums.m, np.asarray(part)) for part in (share, low, high, se)))


def likeness(m: Array, k: Array, at: NDArray[np.int64]) -> float:
    """Return the intraclass correlation of clusters that were observed at several times; 0 at least.

    Analysis of variance of clusters of m items each, of which k are counted (Donner 1986, International
    Statistical Review 54, 67-82). `at`, from 0, is the time of each observation; a time is weighted by its
    number of clusters less one. 0 where no time has two clusters.
    """
    m, k = np.asarray(m, dtype=np.float64), np.asarray(k, dtype=np.float64)
    clusters, things, counted, squares, own = (
        np.bincount(at, each) for each in (np.ones_like(m), m, k, m * m, k * k / m)
    )
    with quiet():
        share = (counted / things)[at]
        typical = (things - squares / things) / (clusters - 1)
        between = np.bincount(at, (k - share * m) ** 2 / m) / (clusters - 1)
        within = (counted - own) / (things - clusters)
        alike = (between - within) / (between + (typical - 1) * within)
    told = np.isfinite(alike) & (clusters > 1)
    weight = clusters[told] - 1
    return max(0.0, float((weight * alike[told]).sum() / weight.sum())) if told.any() else 0.0


class PairSums(NamedTuple):
    """Sums over customers about pairs of products: `xa` is the sum of x times a, and so on.

    A customer has m orders, of which a hold the one product, b the other and x both; `orders`, `a`, `b` and
    `both` are the totals.
    """

    customers: float | Array
    orders: float | Array
    a: Array
    b: Array
    both: Array
    mm: float | Array
    aa: Array
    bb: Array
    xx: Array
    am: Array
    bm: Array
    xm: Array
    xa: Array
    xb: Array
    ab: Array


def habits_of_pairs(sums: PairSums) -> tuple[Array, Array]:
    """Return by how much the variance of a lift exceeds that of independent orders, and orders again.

    The variance of its logarithm is linearised by customer, n / (n - 1) sum (x / both - a / A - b / B + m /
    orders)². The first result is its ratio to that of independent orders, less 1, but not below 0; NaN for a
    single customer. The second is how many other orders with both the customer of such an order has, on
    average.
    """
    n, m, a, b, both, *products = (np.asarray(each, dtype=np.float64) for each in sums)
    mm, aa, bb, xx, am, bm, xm, xa, xb, ab = products
    with quiet():
        squares = xx / both**2 + aa / a**2 + bb / b**2 + mm / m**2
        crossed = ab / (a * b) - xa / (both * a) - xb / (both * b)
        crossed += xm / (both * m) - am / (a * m) - bm / (b * m)
        linearised = n / (n - 1) * (m - 1) / m * (squares + 2 * crossed)
        independent = _independent(both, a, b, m)
        excess = np.where(independent > 1e-9 / both, np.maximum(linearised / independent - 1, 0), 0.0)
        return np.where(n > 1, excess, np.nan), xx / both - 1


def lift_of_pairs(
    both: Array, a: Array, b: Array, orders: float | Array, habits: tuple[Array, Array], level: float = LEVEL
) -> Estimate[Array]:
    """Return the lift of pairs, both x orders / (a x b), with limits by the delta method on its logarithm.

    `habits` are those of `habits_of_pairs`. The variance is that of independent orders, 1 / both - 1 / a - 1
    / b + 2 both / (a b) - 1 / orders, times 1 + the first; degrees of freedom follow from both / (1 + the
    second), the weight of the customers who bought both, as in `effective_number`. `se` is the logarithm's.
    In simulated shops whose customers buy the same again (leaning to each product; a fiftieth to a tenth who
    always buy the pair) coverage is 93 to 97 %; that of independent orders was 68 to 92 %.
    """
    excess, again = habits
    with quiet():
        lift = both * orders / (a * b)
        se = np.sqrt(np.maximum(_independent(both, a, b, orders), 0) * (1 + excess))
        t_of = [t_ppf(0.5 + level / 2, np.maximum(d - 1, 1)) for d in (both, both / (1 + again))]
        factor = np.exp(normal_quantile(level) * t_of[1] / t_of[0] * se)
        return Estimate(lift, lift / factor, lift * factor, se)


def _independent(both: Array, a: Array, b: Array, orders: float | Array) -> Array:
    return 1 / both - 1 / a - 1 / b + 2 * both / (a * b) - 1 / np.maximum(orders, 1)


def half_limits(number: float, level: float = LEVEL) -> tuple[float, float]:
    """Return Wilson's limits of a share of one half among `number` independent items."""
    z = normal_quantile(level)
    half = z / (2 * np.sqrt(number + z * z))
    return 0.5 - float(half), 0.5 + float(half)
