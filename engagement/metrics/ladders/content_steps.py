"""The ladder of content: click, consumption, understanding, application, measured by what the data have.

The four levels are Kirkpatrick's (Evaluating Training Programs, 1994), applied to what a shop publishes. No
file records understanding, so each step has a named proxy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from engagement.locale import message
from engagement.metrics.core.placing import all_days
from engagement.metrics.email.campaigns import TABLE as CAMPAIGNS
from engagement.metrics.email.campaigns import Campaigns
from engagement.metrics.email.family import SHARE_RULE as BY_CAMPAIGN
from engagement.metrics.rules.plain import HIDDEN
from engagement.metrics.social.figures import ENGAGED, SHOWN
from engagement.metrics.social.posts import DAYS, POSTS, Facts, figures_by_network
from engagement.metrics.sums.group_sums import WHOLE
from engagement.metrics.web.family import BY_DAY_RULE
from engagement.metrics.web.reports import TABLE as SESSIONS
from engagement.metrics.web.reports import Figures
from engagement.metrics.web.visits import Visits
from engagement.statistics import ratios

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope

#: Channels that are no networks.
CHANNELS: Final[Mapping[str, Message]] = {
    "web": message("Website"),
    "email": message("E-mail campaigns"),
}
STEPS: Final[Mapping[str, Message]] = {
    "click": message("Click"),
    "consumption": message("Consumption"),
    "understanding": message("Understanding"),
    "application": message("Application"),
}
COLUMNS: Final = ("key", "words", "channel", "proxy", "of", "count", "value", "low", "high", "n")


@dataclass(frozen=True, slots=True)
class Proxy:
    """The measure of a step in a channel: `proxy` as a share of `base`, counted by `facts` of a table."""

    step: str
    channel: str
    table: str
    proxy: Message
    base: Message
    facts: Campaigns | Visits | Facts

    @property
    def key(self) -> str:
        """A name for addresses, unique within its step and channel."""
        named = self.facts.options[0] if isinstance(self.facts, Visits) else self.facts
        return f"{named.above}-{named.below}"

    @property
    def is_first(self) -> bool:
        """Return whether it is the first step of its channel, which has no base."""
        return self.proxy == self.base

    def row(self, scope: Scope, channel: str) -> tuple[object, ...] | None:
        """Return a row of `COLUMNS` for a scope of the table; None if it lacks one of the figures."""
        if isinstance(self.facts, Facts):
            figure_sums = scope.sums(self.facts.ratio_sums, WHOLE)
            ratio_sums = ratios.RatioSums(
                *(float(figure_sums[c][0]) for c in ("n", "x", "y", "xx", "yy", "xy"))
            )
            share = ratios.ratio_of_sums(ratio_sums)
            value, low, high, above, below = share.value, share.low, share.high, ratio_sums.y, ratio_sums.x
        else:
            rule = BY_CAMPAIGN if isinstance(self.facts, Campaigns) else BY_DAY_RULE
            estimates = rule.estimate(scope.sums(self.facts.sums, WHOLE))
            value, low, high, above, below = (
                float(part[0])
                for part in (
                    estimates.value,
                    estimates.low,
                    estimates.high,
                    estimates.numerator,
                    estimates.denominator,
                )
            )
        if not below > 0:
            return None
        if self.is_first or below < HIDDEN:  # The first step of its channel has no base.
            value = low = high = np.nan
        named = (self.step, STEPS[self.step].text, channel, self.proxy.text, self.base.text)
        return (*named, above, value, float(low if value < 0 else np.maximum(low, 0.0)), high, below)


class TakenStep(NamedTuple):
    """A step of a channel: the scope of all its days, its measure, and its `COLUMNS`."""

    channel: str
    scope: Scope
    proxy: Proxy
    row: tuple[object, ...]


_NAMES: Final = {SESSIONS: "web", CAMPAIGNS: "email"}
_VISITS: Final = message("visits")
_STAYED: Final = message("visits that stayed")
_FILLED: Final = message("visits that filled a cart")
_DELIVERED: Final = message("messages delivered")
_CLICKED: Final = message("people who clicked")
_SHOWN: Final = message("times shown")
_CLICKS: Final = message("clicks on posts")
_COMPLETED: Final = message("visits that completed the goal")
_BOUGHT: Final = message("visits that bought")
_REACTIONS: Final = message("interactions with posts")


def _visits(above: str, below: str = "sessions", *, unfinished: bool = False) -> Visits:
    return Visits((Figures(above, below, defined=above == "bounces"),), unfinished=unfinished)


#: Possible measures of a step, by channel; the first that the data have is used.
PROXIES: Final = (
    Proxy("click", "web", SESSIONS, _VISITS, _VISITS, _visits("sessions")),
    Proxy("consumption", "web", SESSIONS, _STAYED, _VISITS, _visits("engaged_sessions")),
    Proxy("consumption", "web", SESSIONS, _STAYED, _VISITS, _visits("bounces", unfinished=True)),
    Proxy("understanding", "web", SESSIONS, _FILLED, _STAYED, _visits("cart_additions", "engaged_sessions")),
    Proxy("understanding", "web", SESSIONS, _FILLED, _VISITS, _visits("cart_additions")),
    Proxy(
        "understanding", "web", SESSIONS,
        message("visits that reached checkout"), _VISITS, _visits("reached_checkout"),
    ),
    Proxy("application", "web", SESSIONS, _COMPLETED, _FILLED, _visits("completed", "cart_additions")),
    Proxy("application", "web", SESSIONS, _BOUGHT, _FILLED, _visits("transactions", "cart_additions")),
    Proxy("application", "web", SESSIONS, _COMPLETED, _VISITS, _visits("completed")),
    Proxy("application", "web", SESSIONS, _BOUGHT, _VISITS, _visits("transactions")),
    Proxy("click", "email", CAMPAIGNS, _CLICKED, _DELIVERED, Campaigns("unique_clicks", "delivered")),
    Proxy(
        "application", "email", CAMPAIGNS,
        message("orders after a message"), _CLICKED, Campaigns("orders", "unique_clicks"),
    ),
    Proxy("click", "social", POSTS, _CLICKS, _SHOWN, Facts("clicks", SHOWN)),
    Proxy("click", "social", POSTS, _REACTIONS, _SHOWN, Facts(ENGAGED, SHOWN)),
    Proxy("consumption", "social", POSTS, message("posts saved"), _CLICKS, Facts("saves", "clicks")),
    Proxy("consumption", "social", POSTS, message("posts saved"), _REACTIONS, Facts("saves", ENGAGED)),
    Proxy("understanding", "social", POSTS, message("comments"), _CLICKS, Facts("comments", "clicks")),
    Proxy("understanding", "social", POSTS, message("comments"), _REACTIONS, Facts("comments", ENGAGED)),
    Proxy("application", "social", POSTS, message("conversions"), _CLICKS, Facts("conversions", "clicks")),
    Proxy("application", "social", POSTS, message("posts shared"), _CLICKS, Facts("shares", "clicks")),
    Proxy("application", "social", POSTS, message("posts shared"), _REACTIONS, Facts("shares", ENGAGED)),
)  # fmt: skip


def has_content(data: Data) -> bool:
    """Return whether any step of any channel can be calculated."""
    return any(
        (data.has(proxy.table) or (proxy.table == POSTS and data.has(DAYS))) and proxy.facts.available(data)
        for proxy in PROXIES
    )


def content_ladder(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, by channel and step: `count` of `n`, and `value` = count / n with limits.

    `channel` is web, email or a network. `proxy` is what is counted and `of` its base: the previous step if
    one tool counts both, else the first step of the channel. All days up to the as-of day.
    """
    return pd.DataFrame([step.row for step in usual_steps(scope)], columns=list(COLUMNS))


def usual_steps(scope: Scope) -> list[TakenStep]:
    """Return the steps of each channel, each with the first of `PROXIES` that the data have."""
    return _steps(scope, all_proxies=False)


def every_step(scope: Scope) -> list[TakenStep]:
    """Return the steps of each channel, one for each of `PROXIES` in the data, first ones first.

    Of several with the same name and base only the first is returned.
    """
    return _steps(scope, all_proxies=True)


def _steps(scope: Scope, *, all_proxies: bool) -> list[TakenStep]:
    steps: list[TakenStep] = []
    for table in (SESSIONS, CAMPAIGNS, POSTS):
        for channel, channel_scope in _channels(scope, table):
            by_step: dict[str, list[TakenStep]] = {step: [] for step in STEPS}
            for proxy in PROXIES:
                beside = by_step[proxy.step]
                if (
                    proxy.table != table
                    or (beside and not all_proxies)
                    or not proxy.facts.available(scope.data)
                ):
                    continue
                if any(
                    (other.proxy.proxy, other.proxy.base) == (proxy.proxy, proxy.base) for other in beside
                ):
                    continue
                row = proxy.row(channel_scope, channel)
                if row is not None:
                    beside.append(TakenStep(channel, channel_scope, proxy, row))
            steps += [step for of_step in by_step.values() for step in of_step]
    return steps


def _channels(scope: Scope, table: str) -> list[tuple[str, Scope]]:
    """Return the channels of a table, each with the scope of all its days."""
    if table != POSTS:
        return [(_NAMES[table], all_days(scope, table))] if scope.data.has(table) else []
    tables = [name for name in (POSTS, DAYS) if scope.data.has(name)]
    networks = sorted(
        {network for name in tables for network in figures_by_network(scope.data, name).networks}
    )
    scopes = [(network, all_days(scope, tables[0])) for network in networks]
    return [
        (
            network,
            replace(
                network_scope, question=replace(network_scope.question, filters=(("network", (network,)),))
            ),
        )
        for network, network_scope in scopes
    ]
