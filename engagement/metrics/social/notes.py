"""Notes beside the social readings: whether posts or days count, and which definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.metrics.social.figures import ENGAGED, INTERACTIONS, SHOWN, ChosenPosts
from engagement.metrics.social.followers import accounts
from engagement.metrics.social.posts import DAYS, POSTS, Facts, figures_by_network
from engagement.metrics.sums.periods import as_date
from engagement.metrics.words.network_names import network_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rules.plain import Estimates
    from engagement.metrics.social.figures import Carried

_PARTS: Final[Mapping[str, Message]] = {
    "likes": message("likes"),
    "comments": message("comments"),
    "shares": message("shares"),
    "saves": message("saves"),
}


@dataclass(frozen=True, slots=True)
class PostNotes:
    """The notes beside a metric computed from these facts, of some networks `only`."""

    facts: Facts
    only: Callable[[Scope], Collection[str]] | None = None

    def __call__(self, scope: Scope, estimates: Estimates) -> tuple[Message, ...]:
        """Return the notes that a reader needs to interpret the number."""
        sources = self._sources(scope)
        return (
            *_taken_back(estimates),
            *self._beyond(estimates),
            *_as_of(scope),
            *_origins(sources),
            *self._definition(scope, sources),
            *self._parts(scope, sources),
            *(_largest(estimates) if self.facts.above == "reach" else ()),
        )

    def _sources(self, scope: Scope) -> ChosenPosts:
        sources = self.facts.sources_for(scope)
        if self.only is None:
            return sources
        allowed = self.only(scope)
        return ChosenPosts(
            *(tuple(n for n in networks if n in allowed) for networks in (sources.posts, sources.days))
        )

    def _beyond(self, estimates: Estimates) -> tuple[Message, ...]:
        """Return a doubt about a share above 100%: more people reacted than are said to have seen it."""
        most_possible = {ENGAGED: 1.0, "clicks": 100.0}.get(self.facts.above)
        if most_possible is None or not len(estimates.value) or not estimates.value[0] > most_possible:
            return ()
        if self.only is not None:
            return (
                message(
                    "More than 100%: all interactions of the period stand over the followers of its last "
                    "day. Look whether the followers are those of the same account"
                ),
            )
        if self.facts.below not in {SHOWN, "reach"}:
            return ()
        return (message("More than 100%: look whether the columns are those of the same posts and days"),)

    def _definition(self, scope: Scope, networks: ChosenPosts) -> tuple[Message, ...]:
        """Return notes on views used for impressions, and on networks that replaced one by the other."""
        if self.facts.above == "impressions":
            return (*_stands_in(scope, self.facts), *_breaks(scope, networks))
        if self.facts.above == "views":
            return _breaks(scope, networks)
        return (*_views_of(scope, networks), *_breaks(scope, networks)) if self.facts.below == SHOWN else ()

    def _parts(self, scope: Scope, networks: ChosenPosts) -> tuple[Message, ...]:
        """Return a note on the interactions that a network does not report."""
        if self.facts.above != ENGAGED:
            return ()
        what = figures_by_network(scope.data, POSTS)
        lacking = {n: [p for p in INTERACTIONS if p not in what.parts(n)] for n in networks.posts}
        return tuple(
            message(
                "{network} carries none of these, so its interactions are without them: {parts}",
                network=network_name(network),
                parts=_listed([_PARTS[part] for part in parts]),
            )
            for network, parts in lacking.items()
            if parts
        )


def about_followers(scope: Scope, _estimates: Estimates) -> tuple[Message, ...]:
    """Return notes on the last day of the data, and on accounts with an unknown total."""
    with_totals = {a.network for a in accounts(scope)}
    others = [n for n in figures_by_network(scope.data, DAYS).networks if n not in with_totals]
    unknown = message("The total of followers is not known for {networks}", networks=_named(others))
    return (*_as_of(scope), *((unknown,) if others else ()))


def _taken_back(estimates: Estimates) -> tuple[Message, ...]:
    """Return a doubt about a rate or total below zero: some networks deduct withdrawn reactions."""
    if not len(estimates.value) or not estimates.value[0] < 0:
        return ()
    return (
        message(
            "Below zero: in these days more likes or comments were taken back than were given, and the "
            "network counts the difference. It says nothing about the posts; look at a longer period"
        ),
    )


def _as_of(scope: Scope) -> tuple[Message, ...]:
    if scope.question.as_of is not None or not scope.dated:
        return ()
    return (message("Up to {day}, the last day of the social data", day=as_date(scope.window.last_day)),)


def _origins(networks: ChosenPosts) -> tuple[Message, ...]:
    """Return a note on the networks whose posts and whose days were counted, unless all were posts."""
    if networks.posts and networks.days:
        return (
            message(
                "{networks}: by post, on its day of publishing; {others}: by daily data",
                networks=_named(networks.posts),
                others=_named(networks.days),
            ),
        )
    return (message("{networks}: by daily data", networks=_named(networks.days)),) if networks.days else ()


def _stands_in(scope: Scope, facts: Facts) -> tuple[Message, ...]:
    if facts.figure(scope.data) == "impressions":
        return ()
    return (message("Views stand in for impressions, which the files do not carry; they count more"),)


def _views_of(scope: Scope, networks: ChosenPosts) -> tuple[Message, ...]:
    by_views = [n for what, n in _each(scope, networks) if what.shown_as(n) == "views"]
    if not by_views:
        return ()
    return (message("Views stand in for impressions: {networks}", networks=_named(by_views)),)


def _breaks(scope: Scope, networks: ChosenPosts) -> tuple[Message, ...]:
    """Return a note on networks whose definition changed; rows with the other one are left out."""
    broken = [n for what, n in _each(scope, networks) if what.breaks(n)]
    if not broken:
        return ()
    return (
        message(
            "{networks} changed from impressions to views; the two are not one series and are shown apart",
            networks=_named(broken),
        ),
    )


def _each(scope: Scope, networks: ChosenPosts) -> list[tuple[Carried, str]]:
    posts, days = figures_by_network(scope.data, POSTS), figures_by_network(scope.data, DAYS)
    return [(posts, n) for n in networks.posts] + [(days, n) for n in networks.days]


def _largest(estimates: Estimates) -> tuple[Message, ...]:
    if not estimates.n[0]:
        return ()
    return (message("The furthest single reach: {reach}", reach=int(estimates.also["largest"][0])),)


def _listed(words: Sequence[Message]) -> Message:
    """Return several phrases as one, each in the reader's language."""
    listed = words[0]
    for word in words[1:]:
        listed = message("{words}, {word}", words=listed, word=word)
    return listed


def _named(networks: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(network_name(n) for n in networks))
