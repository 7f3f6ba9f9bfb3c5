"""What Klaviyo, Mailchimp and Meta ask of a file of customers, written from their guides, not from our code.

Klaviyo (help.klaviyo.com): "How to create and add subscribers to a new list", "How to upload and segment with
consent", "Acceptable date and timestamp formats". Mailchimp (mailchimp.com/help): "Format guidelines for your
import file". Meta (Business Help Centre): "How to format a customer list when creating a custom audience",
and the hashing and normalising of "Customer file custom audiences" (Marketing API). Read in November 2026.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime

import phonenumbers
from babel.core import get_global

_MIB = 1024 * 1024
_ADDRESS = re.compile(r"[^\s@,;\"<>]+@[^\s@,;\"<>]+\.[^\s@,;\"<>]{2,}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_COUNTRIES = set(get_global("territory_currencies"))
#: What Klaviyo fills by itself; every other column becomes a property of its own.
_KLAVIYO_CONSENT = {"subscribed", "unsubscribed", "never subscribed"}
_KLAVIYO_TIMES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M:%S%z", "%m/%d/%Y")
#: Identifiers of Meta, and the column of a customer's value.
_META = {
    *("email", "phone", "madid", "fn", "ln", "zip", "ct", "st", "country", "dob", "doby", "gen", "age"),
    *("uid", "value", "extern_id"),
}


def rows(content: bytes) -> list[dict[str, str]]:
    """The rows of a file: UTF-8 without a mark, commas, each column named once, each row as long."""
    assert not content.startswith(b"\xef\xbb\xbf"), "a mark before the first header would be part of its name"
    text = content.decode("utf-8")
    table = list(csv.reader(io.StringIO(text, newline="")))
    header = table[0]
    assert len(set(header)) == len(header), "a column stands twice"
    assert all(name.strip() == name and name for name in header)
    assert all(len(row) == len(header) for row in table), "rows of different lengths"
    return [dict(zip(header, row, strict=True)) for row in table[1:]]


def klaviyo(content: bytes) -> list[dict[str, str]]:
    assert len(content) <= 50 * _MIB, "no more than 50 MB"
    result = rows(content)
    first = content.decode().split(",", 1)[0]
    assert first in {"Email", "Email Address", "Phone Number"}, "the first column names who it is"
    for row in result:
        assert row["Email"] or row["Phone Number"], "a profile needs an identifier"
        _mail(row["Email"])
        _phone(row["Phone Number"])
        for channel in ("Email", "SMS"):
            state = row[f"{channel} Marketing Consent"].lower()
            assert state in _KLAVIYO_CONSENT | {""}
            _time(row[f"{channel} Marketing Consent Timestamp"], _KLAVIYO_TIMES)
        for name in ("First Order Date", "Last Order Date"):
            _time(row[name], _KLAVIYO_TIMES[:1])
        for name in ("Order Count", "Total Spent"):
            assert _NUMBER.fullmatch(row[name]), "numbers without signs of a currency or groups"
    _exactly_one(result, "Email", "Phone Number")
    return result


def mailchimp(content: bytes) -> list[dict[str, str]]:
    result = rows(content)
    for row in result:
        assert row["Email Address"], "the address is required"
        _mail(row["Email Address"])
        assert row["Email Address"].partition("@")[0].isascii(), "international letters only after the @"
        assert all(len(cell.encode()) <= 255 for cell in row.values()), "text fields hold 255 bytes"
        _country(row["Country"])
        for name in ("Consent Date", "First Order Date", "Last Order Date"):
            _time(row[name], ("%Y-%m-%d",))
        for name in ("Order Count", "Total Spent"):
            assert _NUMBER.fullmatch(row[name])
        assert len(row["Tags"]) <= 100
        assert "," not in row["Tags"], "a comma parts two tags"
    _exactly_one(result, "Email Address")
    return result


def meta(content: bytes, *, hashed: bool) -> list[dict[str, str]]:
    result = rows(content)
    header = content.decode().splitlines()[0].split(",")
    assert set(header) <= _META, "columns go by Meta's own names"
    for row in result:
        assert row["email"] or row["phone"]
        if hashed:
            assert all(_SHA256.fullmatch(cell) for cell in row.values() if cell)
            continue
        assert row["email"] == row["email"].strip().lower()
        _mail(row["email"])
        _phone(row["phone"])
        _country(row["country"])
    _exactly_one(result, "email", "phone")
    return result


def _mail(text: str) -> None:
    assert not text or _ADDRESS.fullmatch(text)


def _phone(text: str) -> None:
    """E.164: a plus, the country's code, at most fifteen digits, and a number that can be dialled."""
    if text:
        assert re.fullmatch(r"\+[1-9]\d{6,14}", text)
        assert phonenumbers.is_valid_number(phonenumbers.parse(text))


def _country(text: str) -> None:
    """ISO 3166 alpha-2; the United Kingdom is GB."""
    assert not text or (text in _COUNTRIES and text != "UK")


def _time(text: str, formats: tuple[str, ...]) -> None:
    if not text:
        return
    for file_format in formats:
        try:
            datetime.strptime(text, file_format)
        except ValueError:
            continue
        return
    raise AssertionError(f"no day or moment: {text}")


def _exactly_one(found: list[dict[str, str]], *names: str) -> None:
    who = [tuple(row[name] for name in names) for row in found]
    assert len(set(who)) == len(who), "somebody stands twice"
