"""Addresses kept for mailings, joined with what their owners did: whom to write to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engagement.store.journal import audit
from engagement.store.persons import contacts

if TYPE_CHECKING:
    from engagement.store import Version, Workspace


@dataclass(frozen=True, slots=True)
class MailingSegment:
    """Whom to write to: who has at least so many orders and, if asked, none for so many days."""

    orders: int = 0
    quiet_days: int | None = None


def recipients(workspace: Workspace, segment: MailingSegment) -> pa.Table:
    """Return `address`, `orders` and `last_day` (since 1970) of a segment, in the order of addresses.

    Orders count as in the figures; "quiet" is meant as of the last day of the orders.
    """
    people = contacts.table(workspace.room)
    joined = people.join(_bought(workspace.version), "customer_key", join_type="left outer")
    joined = joined.set_column(
        joined.column_names.index("orders"), "orders", pc.fill_null(joined.column("orders"), 0)
    )
    chosen = pc.greater_equal(joined.column("orders"), segment.orders)
    if segment.quiet_days is not None and joined.num_rows:
        last = pc.max(joined.column("last_day")).as_py() or 0
        quiet = pc.less_equal(joined.column("last_day"), last - segment.quiet_days)
        chosen = pc.and_(chosen, pc.fill_null(quiet, False))
    return joined.filter(chosen).sort_by("address").select(["address", "orders", "last_day"])


def taken(workspace: Workspace, segment: MailingSegment, who: str) -> pa.Table:
    """Return the segment's recipients and write down that somebody took them."""
    found = recipients(workspace, segment)
    audit.note(workspace.room.manifest, workspace.room.id, who, "exported_addresses")
    return found


def _bought(version: Version) -> pa.Table:
    """Orders that count and the last day of one, by customer."""
    columns = ["customer_key", "day", "counts"]
    path = version.tables.get("orders")
    if path is None:
        empty = pa.schema([("customer_key", pa.int64()), ("orders", pa.int64()), ("last_day", pa.int32())])
        return empty.empty_table()
    rows = pq.read_table(path, columns=columns, partitioning=None)
    rows = rows.filter(pc.and_(rows.column("counts"), pc.is_valid(rows.column("customer_key"))))
    grouped = rows.group_by("customer_key").aggregate([("day", "count"), ("day", "max")])
    return grouped.rename_columns({"day_count": "orders", "day_max": "last_day"})
