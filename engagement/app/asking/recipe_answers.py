"""What a recipe still needs before a file can be read: date order, decimal sign, currency, roles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from engagement.locale import message
from engagement.sources.meaning.asked_roles import ROLES
from engagement.sources.recognition.proposals import Guess
from engagement.sources.text.column_names import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.sources.recognition.proposals import Profile, Proposal
    from engagement.sources.recognition.recipes import Recipe

#: The currencies that are offered; the most used ones of the languages that files come in.
CURRENCIES: Final = (
    *("EUR", "USD", "GBP", "PLN", "CHF", "CZK", "SEK", "DKK", "NOK", "HUF", "RON", "BGN", "TRY", "UAH"),
    *("CAD", "AUD", "NZD", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "JPY", "CNY", "INR", "ZAR", "AED"),
)
_DATES: Final = ("date", "submitted", "published", "sent", "day", "joined")
_AMOUNTS: Final = ("amount", "line_amount", "price", "refunded", "revenue")


def open_date(proposal: Proposal, recipe: Recipe) -> Profile | None:
    """Return the chosen date column that can be read day first or month first; None where there is none."""
    return next((p for p in _profiles_of(proposal, recipe, _DATES) if p.open_dates), None)


def open_number(proposal: Proposal, recipe: Recipe) -> Profile | None:
    """Return the chosen column of amounts whose decimal sign is not proven; None where there is none."""
    return next((p for p in _profiles_of(proposal, recipe, _AMOUNTS) if p.open_numbers), None)


def currency(proposal: Proposal, recipe: Recipe) -> str | None:
    """Return the currency that is written beside the chosen amounts or in the column's name; else None."""
    return next((p.currency for p in _profiles_of(proposal, recipe, _AMOUNTS) if p.currency), None)


def asks_currency(recipe: Recipe) -> bool:
    """Return whether the recipe has amounts but no column of currencies."""
    return "currency" not in recipe.roles and any(role in recipe.roles for role in _AMOUNTS)


def with_earlier_answers(proposal: Proposal, recipe: Recipe) -> Proposal:
    """Return the proposal with its guesses replaced by the answers of a recipe."""
    if recipe.hints_only:
        return proposal
    sentence = message("answered before")
    names = {normalise(column.name): column.name for column in proposal.columns}
    column_of_role = {role: names.get(normalise(column)) for role, column in recipe.roles.items()}
    guesses = tuple(
        Guess(role, column, sentence) for role, column in column_of_role.items() if column is not None
    )
    questions = tuple(
        replace(question, question=recipe.questions[question.column], reason=sentence)
        if question.column in recipe.questions
        else question
        for question in proposal.questions
    )
    return replace(
        proposal,
        kind=recipe.kind,
        guesses={**proposal.guesses, recipe.kind: guesses},
        questions=questions,
    )


def lacking(proposal: Proposal, recipe: Recipe) -> list[Message]:
    """Return a sentence for each answer that is still missing."""
    sentences = [
        message("Say which column holds this: {role}", role=role.label)
        for role in ROLES[recipe.kind]
        if role.needed and role.key not in recipe.roles
    ]
    if recipe.kind == "surveys" and all(q.kind == "ignored" for q in recipe.questions.values()):
        sentences.append(message("Say of one column at least what it asks."))
    if recipe.date_order is None and open_date(proposal, recipe) is not None:
        sentences.append(message("Say how the dates are read."))
    if recipe.decimal is None and open_number(proposal, recipe) is not None:
        sentences.append(message("Say how the amounts are read."))
    return sentences


def _profiles_of(proposal: Proposal, recipe: Recipe, roles: Sequence[str]) -> list[Profile]:
    profiles = (proposal.profile(recipe.roles.get(role)) for role in roles)
    return [profile for profile in profiles if profile is not None]
