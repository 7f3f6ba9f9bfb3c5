"""Instagram and Facebook posts and daily figures, as Meta Business Suite exports them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from sample_data import findings

if TYPE_CHECKING:
    from random import Random

    from sample_data.findings import Effects


def _header(row: str) -> tuple[str, ...]:
    return tuple(next(csv.reader([row])))


_DAYS = (findings.LAST_DAY - findings.FIRST_DAY).days + 1
_BOM = "\ufeff"
_TOPICS = (
    (
        "Nuova collezione di lino per la primavera",
        "Luce calda per le sere d'autunno",
        "Dietro le quinte: il telaio",
    ),
    ("Tre modi di apparecchiare una tavola", "Come scegliere la lampada giusta", "Un divano, due coperte ✨"),
    (
        "Linen, washed and ready 🌿",
        "Spedizione gratuita da 90 €",
        "Quale colore preferite? Ditecelo nei commenti",
    ),
)
_TAGS = "\n#lumeefilo #lino #casa"

INSTAGRAM_COLUMNS: Final = _header(
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)
FACEBOOK_COLUMNS: Final = _header(
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,"
    "Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,Data comment,Date,Views,"
    'Reach,"Reactions, Comments and Shares",Reactions,Comments,Shares,Total clicks,Other Clicks,'
    "Matched Audience Targeting Consumption (Photo Click)"
)


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of post: its share of posts, the people it reaches at first, interactions per person."""

    name: str
    share: int
    reach: float
    rate: float
    seconds: tuple[int, int] = (0, 0)


_INSTAGRAM = (
    _Kind("IG image", 30, 1500, 0.034),
    _Kind("IG reel", 32, 2600, 0.034, (9, 58)),
    _Kind(findings.BEST_POST_TYPE, 38, 1700, 0.034),
)
_FACEBOOK = (
    _Kind("Photos", 55, 700, 0.021),
    _Kind("Links", 25, 480, 0.019),
    _Kind("Videos", 20, 900, 0.02, (15, 90)),
)


def instagram_posts(dice: Random, effects: Effects = findings.PLANTED) -> bytes:
    """Write 230 posts, newest first, and a row that sums them up."""
    rows = []
    for number, (at, kind, reach, found) in enumerate(_posts(dice, _INSTAGRAM, 230, 0.9, effects)):
        likes, comments, shares, saves = _split(dice, found, (0.74, 0.06, 0.07, 0.13))
        code = f"L{dice.getrandbits(48):012x}"
        rows.append(
            {
                "Post ID": str(18_000_000_000_000_000 + number * 104_729),
                "Account ID": "17841400000000001",
                "Account username": "lume.e.filo",
                "Account name": findings.SHOP,
                "Description": _caption(dice),
                "Duration (sec)": str(dice.randint(*kind.seconds)),
                "Publish time": f"{at:%m/%d/%Y %H:%M}",
                "Permalink": f"https://www.instagram.com/{'reel' if kind.seconds[1] else 'p'}/{code}/",
                "Post type": kind.name,
                "Date": "Lifetime",
                "Views": f"{round(reach * dice.uniform(1.2, 1.7)):,}",
                "Reach": f"{reach:,}",
                "Likes": f"{likes:,}",
                "Shares": str(shares),
                "Follows": str(round(reach * dice.uniform(0, 0.004))),
                "Comments": str(comments),
                "Saves": str(saves),
            }
        )
    total = {"Post ID": "Total", "Likes": f"{sum(int(r['Likes'].replace(',', '')) for r in rows):,}"}
    return _table(INSTAGRAM_COLUMNS, [*reversed(rows), total])


def facebook_posts(dice: Random, effects: Effects = findings.PLANTED) -> bytes:
    """Write 100 posts, newest first."""
    rows = []
    for number, (at, kind, reach, found) in enumerate(_posts(dice, _FACEBOOK, 100, 0.2, effects)):
        reactions, comments, shares = _split(dice, found, (0.8, 0.1, 0.1))
        clicks = round(reach * dice.uniform(0.004, 0.02) * (3 if kind.name == "Links" else 1))
        rows.append(
            {
                "Post ID": str(122_000_000_000_000 + number * 7919),
                "Page ID": "100000000000042",
                "Page name": findings.SHOP,
                "Title": _caption(dice),
                "Duration (sec)": str(dice.randint(*kind.seconds)),
                "Publish time": f"{at:%m/%d/%Y %H:%M}",
                "Caption type": "N/A",
                "Permalink": f"https://www.facebook.com/lumeefilo/posts/{number + 1}",
                "Is crosspost": "0",
                "Is share": "0",
                "Post type": kind.name,
                "Date": "Lifetime",
                "Views": f"{round(reach * dice.uniform(1.1, 1.5)):,}",
                "Reach": f"{reach:,}",
                "Reactions, Comments and Shares": str(reactions + comments + shares),
                "Reactions": str(reactions),
                "Comments": str(comments),
                "Shares": str(shares),
                "Total clicks": str(clicks + round(found * 0.4)),
                "Other Clicks": str(round(found * 0.4)),
            }
        )
    return _table(FACEBOOK_COLUMNS, [*reversed(rows)])


def daily(dice: Random, title: str, start: float, growth: float) -> bytes:
    """Write one figure a day under a title, in UTF-16 as Meta does; weekends are livelier."""
    lines = ["sep=,", f'"{title}"', '"Date","Primary"']
    for day in range(_DAYS):
        date = findings.FIRST_DAY + timedelta(days=day)
        expected = start * (1 + growth * day / _DAYS) * (1.2 if date.weekday() >= 5 else 0.95)
        lines.append(f'"{date}T00:00:00","{round(expected * dice.lognormvariate(0, 0.25))}"')
    return ("\r\n".join(lines) + "\r\n").encode("utf-16-le").join((_BOM.encode("utf-16-le"), b""))


def _posts(
    dice: Random, kinds: tuple[_Kind, ...], count: int, growth: float, effects: Effects
) -> list[tuple[datetime, _Kind, int, int]]:
    """When, what, how many people reached, how many interactions; oldest first."""
    days = sorted(dice.sample(range(_DAYS), count))
    posts = []
    for day in days:
        (kind,) = dice.choices(kinds, [k.share for k in kinds])
        date = findings.FIRST_DAY + timedelta(days=day)
        at = datetime.combine(date, time(dice.choice((9, 12, 13, 18, 19, 20, 21)), dice.randrange(60)))
        seen = 1 + growth * (day / _DAYS if effects.seasons else 0.5)
        reach = round(kind.reach * seen * dice.lognormvariate(0, 0.5))
        better = effects.best_posts if kind.name == findings.BEST_POST_TYPE else 1
        usual = kind.rate if effects.networks else _INSTAGRAM[0].rate
        rate = min(0.5, usual * better * dice.lognormvariate(0, 0.35))
        posts.append((at, kind, reach, round(reach * rate)))
    return posts


def _split(dice: Random, total: int, shares: tuple[float, ...]) -> list[int]:
    counts = [0] * len(shares)
    for part in dice.choices(range(len(shares)), shares, k=total):
        counts[part] += 1
    return counts


def _caption(dice: Random) -> str:
    return dice.choice(dice.choice(_TOPICS)) + (_TAGS if dice.random() < 0.5 else "")


def _table(columns: tuple[str, ...], rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return (_BOM + text.getvalue()).encode()
