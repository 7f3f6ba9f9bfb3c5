"""Invented rows of every table but orders, for the tests: say only what matters, the rest is null."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa

from engagement import tables

EPOCH = dt.date(1970, 1, 1)


def day(text: str) -> int:
    return (dt.date.fromisoformat(text) - EPOCH).days


def posts(*rows: dict[str, object]) -> pa.Table:
    return _table("posts", rows)


def audience(*rows: dict[str, object]) -> pa.Table:
    return _table("audience", rows)


def responses(*rows: dict[str, object]) -> pa.Table:
    return _table("responses", rows)


def sessions(*rows: dict[str, object]) -> pa.Table:
    return _table("sessions", rows)


def campaigns(*rows: dict[str, object]) -> pa.Table:
    return _table("campaigns", rows)


def members(*rows: dict[str, object]) -> pa.Table:
    return _table("members", rows)


def recipients(*rows: dict[str, object]) -> pa.Table:
    return _table("recipients", rows)


def _table(name: str, rows: tuple[dict[str, object], ...]) -> pa.Table:
    made = [_row(name, number, row) for number, row in enumerate(rows, start=1)]
    names = dict.fromkeys(key for row in made for key in row)
    if not made:
        return tables.empty(name)
    return tables.conform(name, pa.table({n: [row.get(n) for row in made] for n in names}))


def _row(name: str, number: int, row: dict[str, object]) -> dict[str, object]:
    row = {"source": "test", "line": number} | row
    on = day(str(row.pop("on"))) if "on" in row else None
    if name == "posts":
        on = day("2026-09-01") if on is None else on
        published = dt.datetime(1970, 1, 1) + dt.timedelta(days=on)
        return {"network": "instagram", "post_id": str(number), "instant": published, "day": on} | row
    if name == "audience":
        return {"network": "tiktok", "account": "shop", "day": on} | row
    if name == "sessions":
        return {"day": on, "last_day": row.get("day", on)} | row
    if name == "campaigns":
        sent = None if on is None else dt.datetime(1970, 1, 1, 9) + dt.timedelta(days=on)
        return {"campaign_id": str(number), "channel": "email", "instant": sent, "day": on} | row
    if name in {"members", "recipients"}:
        own = {"member_key": number} if name == "members" else {"campaign": "Spring"}
        return own | {"day": on} | row
    base = {"response_id": str(number), "survey": "Autumn", "question": "How likely?", "kind": "nps"}
    scale = {"scale_low": 0.0, "scale_high": 10.0, "reversed": False, "day": on}
    return base | scale | row
