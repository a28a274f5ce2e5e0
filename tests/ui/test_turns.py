"""A few sessions are drawn at once, the others wait; whoever works for long lets others go first."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
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


def test_windows_that_follow_wait_until_nobody_who_clicked_is_drawn_but_not_for_ever() -> None:
    turns = Turns(2, patient_s=0.5)
    drawn, ends = list[str](), dict[str, threading.Event]()

    def draw(name: str, asked: bool) -> None:
        with turns.taken(asked=asked):
            drawn.append(name)
            assert ends[name].wait(10)

    def begin(name: str, *, asked: bool) -> threading.Thread:
        ends[name] = threading.Event()
        thread = threading.Thread(target=draw, args=(name, asked))
        thread.start()
        until(lambda: len(turns._waiting) + len(drawn) == len(ends))
        return thread

    threads = [begin("follows", asked=False), begin("waits", asked=False)]
    assert drawn == ["follows"]  # though there is room for another
    threads += [begin("clicked", asked=True), begin("clicked later", asked=True)]
    ends["follows"].set()
    until(lambda: len(drawn) == 3)
    assert drawn == ["follows", "clicked", "clicked later"]
    time.sleep(0.6)
    ends["clicked"].set()
    until(lambda: "waits" in drawn)  # while the other who clicked is still drawn
    for name in drawn:
        ends[name].set()
    for thread in threads:
        thread.join(10)


def test_windows_that_have_waited_long_enough_go_before_who_clicked_after_they_came() -> None:
    turns, drawn, threads = Turns(1, patient_s=0.2), [], []

    def draw(name: str, asked: bool) -> None:
        with turns.taken(asked=asked):
            drawn.append(name)

    with turns.taken():
        for n, (name, asked) in enumerate((("clicked", True), ("follows", False), ("clicked later", True))):
            threads.append(threading.Thread(target=draw, args=(name, asked)))
            threads[-1].start()
            while len(turns._waiting) <= n:  # until it stands in the queue
                pass
        while any(unasked for unasked, *_ in turns._waiting):  # until it has waited long enough
            pass
        while len(turns._waiting) < 3:
            pass
    for thread in threads:
        thread.join(10)
    assert drawn == ["clicked", "follows", "clicked later"]


def test_who_is_not_waited_for_any_more_leaves_the_queue() -> None:
    turns, looks = Turns(1), list[None]()

    def unwanted() -> None:
        looks.append(None)
        if len(looks) == 3:
            raise InterruptedError

    with turns.taken():

        def draw() -> None:
            with pytest.raises(InterruptedError), turns.taken(wanted=unwanted):
                raise AssertionError

        thread = threading.Thread(target=draw)
        thread.start()
        thread.join(10)
        assert len(looks) == 3
        assert not turns._waiting
    with turns.taken():
        pass


def test_it_is_still_only_when_nobody_has_had_a_turn_for_a_while() -> None:
    turns, still = Turns(2), threading.Event()
    thread = threading.Thread(target=lambda: (turns.wait_until_still(0.2), still.set()))
    with turns.taken():
        thread.start()
        assert not still.wait(0.4)
    begun = time.monotonic()
    with turns.taken():
        pass
    assert still.wait(10)
    assert time.monotonic() - begun >= 0.2
    thread.join()


def until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(RuntimeError), turns.taken(), turns.given_up():
            raise RuntimeError
    with turns.taken():
        pass
