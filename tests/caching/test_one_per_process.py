"""What a process needs one of, it makes one of."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from engagement.caching.one_per_process import run_once


def test_threads_that_ask_at_once_get_the_same_and_it_is_made_once():
    together, making = Barrier(4), Barrier(2)
    made = []

    @run_once
    def make(name: str) -> list[str]:
        made.append(name)
        if len(made) == 1:
            making.wait()  # the others ask while the first is being made
        return [name]

    def ask(number: int) -> int:
        if number == 0:
            together.wait()
            return id(make("a"))
        together.wait()
        if number == 1:
            making.wait()
        return id(make("a"))

    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(ask, range(4)))) == 1
    assert made == ["a"]


def test_other_arguments_are_another_thing_and_what_is_forgotten_is_made_anew():
    @run_once
    def make(name: str, size: int = 1) -> list[str]:
        return [name] * size

    assert make("a") is make("a")
    assert make("a") is not make("b")
    assert make("a", size=2) == ["a", "a"]
    first = make("a")
    make.forget()
    assert make("a") is not first
