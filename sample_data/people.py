"""Invented people and the places that they live in. Names are drawn apart; nobody is meant."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Country:
    """A country that the shop delivers to; `weight` is its share of new customers.

    `places` are postcodes with their province; `tax` is in per cent.
    """

    code: str
    weight: int
    tax: int
    first: tuple[str, ...]
    last: tuple[str, ...]
    places: tuple[tuple[str, str], ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COUNTRIES = (
    Country(
        "IT",
        38,
        22,
        _words(
            "Giulia Marco Chiara Luca Elena Paolo Sara Matteo Marta Davide Irene Nicola Alice Pietro Silvia"
        ),
        _words(
            "Bianchi Ferri Galli Moretti Conti Riva Fontana Serra Valli Costa Villa Leone Parisi Longo Neri"
        ),
        (
            ("20121", "MI"),
            ("10122", "TO"),
            ("40121", "BO"),
            ("70121", "BA"),
        ),
    ),
    Country(
        "ES",
        22,
        21,
        _words("Lucía Javier Carmen Diego Marina Álvaro Nuria Sergio Paula Hugo Elisa Rubén Inés Iván Clara"),
        _words("Molina Vega Campos Soler Prieto Ibáñez Rey Pardo Lozano Vidal Nieto Ferrer Gil Mora Rubio"),
        (("28013", "M"), ("08002", "B"), ("46002", "V")),
    ),
    Country(
        "DE",
        14,
        19,
        _words(
            "Lena Jonas Miriam Felix Katrin Tobias Nele Stefan Jule Moritz Heike Anton Frieda Lukas Greta"
        ),
        _words("Brandt Vogel Keller Lorenz Busch Sommer Arnold Kühn Winter Graf Otto Haas Ernst Pohl Seidel"),
        (("10115", ""), ("20095", ""), ("50667", "")),
    ),
    Country(
        "PL",
        11,
        23,
        _words("Zofia Jan Maja Piotr Hanna Tomasz Ola Kacper Iga Marek Ewa Adam Lena Paweł Alicja"),
        _words("Nowicka Zając Lis Wrona Sikora Baran Duda Kos Wilk Mazur Gajda Bielak Sroka Kruk Maj"),
        (("00-001", ""), ("31-001", ""), ("80-001", "")),
    ),
    Country(
        "FR",
        9,
        20,
        _words("Camille Hugo Manon Louis Élise Jules Anaïs Théo Inès Paul Margot Rémi Lucie Victor Agathe"),
        _words(
            "Lambert Roux Blanc Garnier Faure Mercier Colin Perrin Morel Caron Noël Leroy Brun Picard Gros"
        ),
        (("75008", ""), ("69001", ""), ("59000", "")),
    ),
    Country(
        "PT",
        6,
        23,
        _words(
            "Inês João Beatriz Tiago Leonor Rui Matilde Nuno Mafalda Duarte Joana Vasco Rita Simão Teresa"
        ),
        _words("Lopes Pinto Neves Matos Cunha Faria Brito Rocha Leal Serra Vaz Moura Pires Abreu Maia"),
        (("1100-001", "PT-11"), ("4000-001", "PT-13")),
    ),
)


@dataclass(frozen=True, slots=True)
class Person:
    """A customer's name and address."""

    name: str
    email: str
    country: Country
    zip: str
    province: str


def invent(dice: Random, number: int) -> Person:
    """Invent the person with this number; the number makes the address their own."""
    (country,) = dice.choices(COUNTRIES, [c.weight for c in COUNTRIES])
    first, last = dice.choice(country.first), dice.choice(country.last)
    zip_code, province = dice.choice(country.places)
    address = f"{_plain(first)}.{_plain(last)}{number}@example.com"
    return Person(f"{first} {last}", address, country, zip_code, province)


def _plain(name: str) -> str:
    name = name.replace("ł", "l").replace("Ł", "L")
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
