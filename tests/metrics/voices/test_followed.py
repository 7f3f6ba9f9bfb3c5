"""Which answer of a person counts does not hang on the key of the workspace."""

from __future__ import annotations

import random
from datetime import date, timedelta

from engagement.metrics.views.open_files import in_shops, measure
from engagement.sources.importing.inspection import sorted_out
from engagement.sources.importing.sandbox import read_files


def test_of_two_answers_of_a_day_the_first_in_the_file_counts_whatever_the_key(tmp_path):
    dice = random.Random(5)  # noqa: S311 - a shop needs no cryptographic dice
    sold = ["Order ID,Order Date,Email,Total"]
    told = ["Email,Date,How likely are you to recommend us to a friend?,What do you like?,Your comment"]
    for number in range(600):
        on = date(2025, 1, 1) + timedelta(days=dice.randrange(400))
        sold.append(f"{number},{on},c{dice.randrange(60)}@example.com,{dice.randrange(5, 90)}.00")
        on = date(2025, 2, 1) + timedelta(days=dice.randrange(0, 200, 10))
        liked, wrote = dice.choice(("Price", "Service")), dice.choice(("late", "good"))
        told.append(f"c{dice.randrange(60)}@example.com,{on},{dice.randrange(11)},{liked},{wrote}")
    paths = [tmp_path / "orders.csv", tmp_path / "answers.csv"]
    for path, lines in zip(paths, (sold, told), strict=True):
        path.write_text("\n".join(lines) + "\n", "utf-8")

    def tables(key: bytes) -> list[str]:
        imported, _ = sorted_out(read_files([(path, path.name) for path in paths], key=key))
        view = measure(in_shops(imported, {}))
        names = ("after_answers", "choices", "comments")
        return [view.table(name).to_csv(float_format="%.6f") for name in names]

    assert tables(b"a" * 32) == tables(b"b" * 32) == tables(b"c" * 32)
