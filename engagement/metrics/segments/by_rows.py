"""Customer dimensions from rows of files: first order, discounts, membership, answers, products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engagement.metrics.core import discounts
from engagement.metrics.core.order_days import discounted
from engagement.metrics.lists.consent import STATES, UNSAID, consents
from engagement.metrics.lists.consent import agreed as agreed_to
from engagement.metrics.loyalty.member_orders import joined_people
from engagement.metrics.products.baskets import baskets
from engagement.metrics.purchases.scans.order_sums import identified
from engagement.metrics.segments.people import Coded
from engagement.metrics.sums.sorted_keys import places_among
from engagement.tables import SEGMENT_PREFIX

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.engine import Frame
    from engagement.metrics.segments.description import Bought
    from engagement.metrics.segments.people import People

_KEY: Final = "customer_key"
_UNSAID: Final = STATES.index(UNSAID)
_NPS: Final = (6, 8)
_NPS_LABELS: Final = ("detractor", "passive", "promoter")


def of_first_order(column: str, people: People) -> Coded:
    """Return the value of a column at each customer's first order; of one moment, the first by name."""
    rows = people.scope.frame("orders").filter(identified())
    opening = nw.col("instant") == nw.col("instant").min().over(_KEY)
    return _coded(people, rows.filter(opening).with_columns(value_=nw.col(column)), first=True)


def discount_use(people: People) -> Coded:
    """Return whether each customer ever had a discount; not stated where the data do not have discounts."""
    labels = ("used", "never")
    if not people.data.remember("discounts known", lambda: discounts.knows_discounts(people.data)):
        return Coded(np.full(people.key.size, -1, dtype=np.int32), labels)
    rows = people.scope.frame("orders").filter(identified(), discounted())
    return Coded(np.where(_holds(people, rows), 0, 1).astype(np.int32), labels)


def membership(people: People) -> Coded:
    """Return whether each customer is in the member list, has joined, and is not excluded."""
    rows = joined_people(people.data.frame("members"))
    return Coded(np.where(_holds(people, rows), 0, 1).astype(np.int32), ("member", "not_member"))


def member_tier(people: People) -> Coded:
    """Return each member's tier; of several, the first by name."""
    rows = joined_people(people.data.frame("members"))
    return _coded(people, rows.with_columns(value_=nw.col("tier")), first=True)


def consent(people: People) -> Coded:
    """Return whether each customer has consented to e-mail, from lists and orders."""
    state, _ = consents(people.data).of(people.key)
    agreed = np.where(state == _UNSAID, -1, np.where(agreed_to(state), 0, 1))
    return Coded(agreed.astype(np.int32), ("agreed", "not_agreed"))


def answer(people: People, question: str) -> Coded:
    """Return each customer's last answer to a question: option, score, or NPS group for 0 to 10."""
    rows = people.data.frame("responses").filter(nw.col("question") == question, nw.col("kind") != "comment")
    score = nw.col("score").cast(nw.Int64).cast(nw.String)
    low, middle, high = (nw.lit(label) for label in _NPS_LABELS)
    upper = nw.when(nw.col("score") > _NPS[1]).then(high).otherwise(middle)
    nps = nw.when(nw.col("score") > _NPS[0]).then(upper).otherwise(low)
    scored = nw.when(nw.col("kind") == "nps").then(nps).otherwise(score)
    answer_text = nw.when(nw.col("answer").is_null() & ~nw.col("score").is_null()).then(scored)
    return _coded(people, rows.with_columns(value_=answer_text.otherwise(nw.col("answer"))))


def column(people: People, name: str) -> Coded:
    """Return the value of a survey's own column for each customer, from the last answer."""
    if SEGMENT_PREFIX + name not in people.data.columns("responses"):
        raise KeyError(name)
    return _coded(
        people,
        people.data.frame("responses").with_columns(
            value_=nw.col(people.data.frame_name(SEGMENT_PREFIX + name))
        ),
    )


def buyers(people: People, condition: Bought) -> NDArray[np.bool_]:
    """Return a mask of the customers who bought one of the products, or none of them if so asked."""
    lines = baskets(people.scope)
    wanted = np.isin(np.asarray(lines.names, dtype=object), list(condition.products))
    rows = (lines.person >= 0) & wanted[lines.product] if lines.names else np.zeros(0, dtype=bool)
    if condition.in_window:
        rows &= (lines.day >= people.standing.first_day) & (lines.day <= people.standing.last_day)
    bought = np.zeros(people.key.size, dtype=bool)
    bought[lines.person[rows]] = True
    return ~bought if condition.never else bought


def _holds(people: People, rows: Frame) -> NDArray[np.bool_]:
    """Return a mask of the customers who have a row."""
    customers = rows.filter(~nw.col(_KEY).is_null()).select(_KEY).unique().collect("pyarrow").to_native()
    return np.isin(people.key, customers[_KEY].to_numpy())


def _coded(people: People, rows: Frame, *, first: bool = False) -> Coded:
    """Return each customer's latest text `value_`; of two at the same moment, the first by name."""
    rows = rows.filter(~nw.col(_KEY).is_null(), ~nw.col("value_").is_null())
    if not first:
        day = nw.col("day").fill_null(-1)
        rows = rows.with_columns(day_=day)
        rows = rows.filter(nw.col("day_") == nw.col("day_").max().over(_KEY))
    latest: pa.Table = rows.group_by(_KEY).agg(nw.col("value_").min()).collect("pyarrow").to_native()
    text = pc.dictionary_encode(latest["value_"].cast(pa.string()).combine_chunks())
    key, codes = latest[_KEY].to_numpy(), text.indices.to_numpy()
    place, is_known = places_among(people.key, key)
    coded = np.full(people.key.size, -1, dtype=np.int32)
    coded[place[is_known]] = codes[is_known]
    return Coded(coded, tuple(text.dictionary.to_pylist()))
