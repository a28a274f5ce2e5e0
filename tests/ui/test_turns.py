"""A few sessions are drawn at once, the others wait; whoever works for long lets others go first."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.ui.turns import Turns


def test_no_more_are_drawn_at_once_than_have_a_turn() -> None:
    turns, lock, now, most = Turns(3), threading.Lock(), [0], [0]
    all_in = threading.Barrier(3, timeout=10)

    def draw(_: int) -> None:
        with turns.taken():
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            all_in.wait()
            with lock:
                now[0] -= 1

    with ThreadPoolExecutor(12) as many:
        list(many.map(draw, range(12)))
    assert most == [3]


def test_a_turn_is_taken_once_by_whoever_has_it() -> None:
    turns = Turns(1)
    with turns.taken(), turns.taken():
        pass
    with turns.taken():
        pass


def test_long_work_lets_others_go_first() -> None:
    turns, other_was_drawn = Turns(1), threading.Event()

    def other() -> None:
        with turns.taken():
            other_was_drawn.set()

    with turns.taken():
        thread = threading.Thread(target=other)
        thread.start()
        assert not other_was_drawn.wait(0.05)
        with turns.given_up():
            assert other_was_drawn.wait(10)
        thread.join()
    with turns.given_up():
        pass  # who has none gives none up


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(RuntimeError), turns.taken(), turns.given_up():
            raise RuntimeError
    with turns.taken():
        pass
