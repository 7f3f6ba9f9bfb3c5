"""Counts rounded at random: the law, the keys, and what a difference of one person does."""

from __future__ import annotations

import numpy as np
import pytest

from engagement.statistics.disclosure.random_rounding import (
    SPREAD,
    cell_sums,
    record_keys,
    rounded,
    siphash,
    two_sided_geometric,
)

SECRET = b"a secret of thirty-two bytes ..."
BASE = 10


def shown(counts: list[int], keys: list[int], base: int = BASE, secret: bytes = SECRET) -> list[int]:
    names = [f"cell {i}" for i in range(len(counts))]
    sums = np.asarray(keys, dtype=np.uint64)
    return rounded(np.asarray(counts, dtype=np.int64), sums, names, base, secret).tolist()


def test_the_keyed_hash_gives_the_published_value() -> None:
    word = np.frombuffer(bytes(range(8)), dtype="<u8")
    assert siphash(word, bytes(range(16))).tolist() == [0x93F5F5799A932462]


def test_the_noise_follows_the_two_sided_geometric_law() -> None:
    uniform = (np.arange(100_000) + 0.5) / 100_000
    noise = two_sided_geometric(uniform, 2.0)
    ratio = np.exp(-0.5)
    for j in (-7, -1, 0, 1, 2, 7):
        expected = (1 - ratio) / (1 + ratio) * ratio ** abs(j)
        assert np.mean(noise == j) == pytest.approx(expected, abs=2e-5)


def test_the_same_people_are_rounded_alike_whatever_their_order_and_their_table() -> None:
    keys = record_keys(np.arange(40), SECRET)
    one, other = np.arange(33), np.arange(33)[::-1]
    cells = [cell_sums(np.zeros(33, dtype=np.int64), keys[of], 1) for of in (one, other)]
    first, second = (rounded(n, s, [f"table {i}"], BASE, SECRET) for i, (n, s) in enumerate(cells))
    assert first.tolist() == second.tolist()


def test_sets_that_differ_by_one_person_are_rounded_independently() -> None:
    keys = record_keys(np.arange(4000), SECRET)
    counts = [20] * 2000
    without = shown(counts, [int(keys[2 * i]) for i in range(2000)])
    beside = shown([21] * 2000, [(int(keys[2 * i]) + int(keys[2 * i + 1])) % 2**64 for i in range(2000)])
    assert abs(np.corrcoef(without, beside)[0, 1]) < 0.07
    assert set(without) >= {10, 20, 30}


def test_nothing_shown_rules_out_any_count_and_one_person_moves_its_odds_little() -> None:
    most = np.exp(1 / (SPREAD * BASE))
    reach = np.arange(-400, 401)
    chance = np.exp(-np.abs(reach) / (SPREAD * BASE))
    for value in (0, 10, 20, 50):
        odds = []
        for count in range(60):
            noisy = count + reach
            result = np.where(noisy < BASE, 0, (2 * noisy + BASE) // (2 * BASE) * BASE)
            odds.append(chance[result == value].sum())
        ratios = np.asarray(odds[1:]) / np.asarray(odds[:-1])
        assert min(odds) > 0
        assert ratios.max() <= most + 1e-9
        assert ratios.min() >= 1 / most - 1e-9


def test_counts_are_multiples_of_the_base_and_near_the_truth() -> None:
    counts = np.tile(np.arange(0, 200), 50)
    result = np.asarray(shown(counts.tolist(), record_keys(np.arange(counts.size), SECRET).tolist()))
    assert not (result % BASE).any()
    assert np.mean(np.abs(result - counts) < BASE) > 0.96
    assert abs(np.mean((result - counts)[counts > 2 * BASE]) - 0.5) < 0.2  # halves go up


def test_another_secret_rounds_otherwise_and_so_do_empty_cells_of_other_names() -> None:
    counts, keys = [25] * 200, record_keys(np.arange(200), SECRET).tolist()
    assert shown(counts, keys) != shown(counts, keys, secret=b"another")
    empty = np.asarray(shown([0] * 20_000, [0] * 20_000))
    assert 0.002 < np.mean(empty > 0) < 0.01
