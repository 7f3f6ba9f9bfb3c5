"""Each campaign of the window with its rates, and what correlates with them: subject and sending time."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd

from engagement.metrics.channels.explained import FEWEST, Rated, explained
from engagement.metrics.channels.kinds_of_posts import band_of_hour
from engagement.metrics.email.campaigns import TABLE
from engagement.metrics.sums.group_sums import WHOLE
from engagement.statistics.proportions import shrunk_shares

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

_NUMBERS: Final = (
    *("recipients", "delivered", "unique_opens", "unique_clicks", "unsubscribes", "bounces"),
    *("complaints", "orders", "revenue"),
)
_TEXT_COLUMNS: Final = ("name", "subject", "list", "channel")
#: Rates of a campaign: numerator and denominator. Text messages do not report opens.
RATES: Final = {
    "click": ("clicked", "delivered"),
    "open": ("opened", "delivered"),
    "unsubscribe": ("unsubscribes", "delivered"),
    "order": ("orders", "delivered"),
}
COLUMNS: Final = (
    *("campaign", "subject", "list", "channel", "day", "hour", "weekday"),
    *("recipients", "delivered", "opened", "clicked", "unsubscribes", "bounces", "complaints"),
    *("orders", "revenue", "revenue_per_recipient"),
    *(f"{kind}_{name}" for name in RATES for kind in ("rate", "shrunk")),
)
#: The longest subject of each band, in characters.
LENGTHS: Final = ((30, "1-30"), (50, "31-50"))
_LONGEST: Final = "51+"
_ADDRESSED: Final = re.compile(r"\{\{.*?\}\}|\*\|.*?\|\*|\{%.*?%\}|\[[A-Z_ ]+\]")


def has_campaigns(data: Data) -> bool:
    """Return whether campaigns have a number of recipients (delivered or sent) and their reactions."""

    def count() -> bool:
        numbers = [
            nw.col(name).count() for name in ("recipients", "delivered", "unique_opens", "unique_clicks")
        ]
        sums = data.frame(TABLE).select(*numbers).collect("pyarrow").to_native().to_pylist()[0]
        return bool(
            (sums["recipients"] or sums["delivered"]) and (sums["unique_opens"] or sums["unique_clicks"])
        )

    return data.has(TABLE) and data.remember("campaigns one by one", count)


def sent(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each campaign of the window, highest click rate first, shrunk.

    `delivered` is the number sent where a file does not have the number delivered. `opened` is missing for
    text messages. A `shrunk` rate is shrunk towards the mean of the campaigns of its channel, more for
    fewer recipients. Revenue counts only in the scope's currency.
    """
    return scope.remember("sent campaigns", lambda: _sent(scope))


def _sent(scope: Scope) -> pd.DataFrame:
    rows = scope.grouped(scope.frame(TABLE), WHOLE, TABLE)
    selected = rows.select(*_TEXT_COLUMNS, "instant", "day", "currency", *_NUMBERS)
    frame: pd.DataFrame = selected.collect("pyarrow").to_native().to_pandas()
    frame = frame.astype(dict.fromkeys(_NUMBERS, "float64"))
    instant = pd.to_datetime(frame["instant"])
    dated = instant.notna()
    midnight = ((instant.dt.hour == 0) & (instant.dt.minute == 0)) | ~dated
    paid = frame["currency"].isna() | (frame["currency"] == scope.currency)
    sms = frame["channel"].fillna("") == "sms"
    campaigns = frame.assign(
        campaign=frame["name"].where(frame["name"].notna(), frame["subject"]),
        delivered=frame["delivered"].fillna(frame["recipients"]),
        opened=frame["unique_opens"].mask(sms),
        clicked=frame["unique_clicks"],
        revenue=(frame["revenue"] / scope.minor).where(paid),
        hour=instant.dt.hour.astype("float64").mask(midnight) if not midnight.all() else np.nan,
        weekday=(instant.dt.day_of_week + 1).astype("float64"),
        day=pd.Series([_day_text(day) for day in frame["day"]], dtype="object"),
    )
    to = campaigns["recipients"].fillna(campaigns["delivered"])
    campaigns["revenue_per_recipient"] = campaigns["revenue"] / to.where(to > 0)
    channel = campaigns["channel"].fillna("")
    for name, (above, below) in RATES.items():
        k, n = campaigns[above], campaigns[below].where(campaigns[below] > 0)
        campaigns[f"rate_{name}"] = k / n
        campaigns[f"shrunk_{name}"] = np.nan
        has_both = k.notna() & n.notna()
        for _, rates in channel[has_both].groupby(channel[has_both]):
            drawn = shrunk_shares(k.loc[rates.index].to_numpy(), n.loc[rates.index].to_numpy())
            campaigns.loc[rates.index, f"shrunk_{name}"] = drawn
    order = campaigns.sort_values(["shrunk_click", "shrunk_open", "day"], ascending=False, kind="stable")
    return order[list(COLUMNS)].reset_index(drop=True)


def _day_text(day: float | None) -> str | None:
    return None if day is None or pd.isna(day) else str(np.datetime64(int(day), "D"))


def campaign_kinds(scope: Scope) -> pd.DataFrame:
    """Return a frame of `explained.COLUMNS` for the campaigns: by subject, weekday, hour and list."""
    frame = sent(scope)
    groups = []
    for channel, campaigns in frame.groupby(frame["channel"].fillna("")):
        properties = {
            "length": campaigns["subject"].map(subject_length),
            "emoji": campaigns["subject"].map(lambda s: _flag(s, holds=_has_emoji)),
            "question": campaigns["subject"].map(lambda s: _flag(s, holds=_asks)),
            "weekday": campaigns["weekday"].map(lambda d: "" if np.isnan(d) else str(int(d))),
            "hour": campaigns["hour"].map(band_of_hour),
            "list": campaigns["list"].fillna("").astype(str),
        }
        arrays = {
            name: property_values.to_numpy(dtype=np.str_) for name, property_values in properties.items()
        }
        for rate in ("click", "open"):
            values = campaigns[f"rate_{rate}"].to_numpy(dtype=np.float64)
            if not np.isnan(values).all():
                groups.append(Rated(str(channel), rate, values, arrays, FEWEST))
    return explained(groups)


def subject_length(subject: object) -> str:
    """Return the band of a subject's length; "" for none. A placeholder counts as one character."""
    if not isinstance(subject, str) or not subject.strip():
        return ""
    size = len(_ADDRESSED.sub("_", subject.strip()))
    return next((band for most, band in LENGTHS if size <= most), _LONGEST)


def _flag(subject: object, *, holds: Callable[[str], bool]) -> str:
    if not isinstance(subject, str) or not subject.strip():
        return ""
    return "yes" if holds(subject) else "no"


def _has_emoji(subject: str) -> bool:
    return any(unicodedata.category(c) == "So" or 0x1F1E6 <= ord(c) <= 0x1FAFF for c in subject)


def _asks(subject: str) -> bool:
    return "?" in unicodedata.normalize("NFKC", subject) or "¿" in subject
