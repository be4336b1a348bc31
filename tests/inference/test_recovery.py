"""Inference stays right and small: after exceptions, over many situations, between threads."""

from __future__ import annotations

import gc
import os
import random
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from engine.conditions import All, Comparison, Condition, Relation
from engine.conditions import Any as Either
from engine.inference import Inference, compile_program, session
from engine.inference.limits import Limits
from engine.rulebook import Rulebook
from engine.situation import Situation, reference_findings
from tests.inference.books import TODAY, book, choice
from tests.inference.children import run_in_child
from tests.inference.memory import resident


def sample() -> Rulebook:
    """60 rules over 12 facts, some of them over conclusions."""
    chance = random.Random(3)

    def leaf() -> Condition:
        return Comparison(f"a{chance.randrange(12)}", Relation.EQUALS, f"v{chance.randrange(3)}")

    when: dict[str, Condition] = {f"r{n}": All((leaf(), leaf())) for n in range(50)}
    for n in range(10):
        concluded = Comparison(f"c{n % 4}", Relation.EQUALS, True)
        when[f"s{n}"] = Either((concluded, All((leaf(), leaf()))))
    return book(
        [choice(f"a{n}", 3) for n in range(12)], when, {f"c{n}": [f"r{n}"] for n in range(4)}
    )


def situations(count: int, seed: int = 0) -> Iterator[Situation]:
    chance = random.Random(seed)
    for _ in range(count):
        yield Situation(
            {f"a{n}": f"v{chance.randrange(3)}" for n in range(12) if chance.random() < 0.8},
            TODAY,
        )


class Interruption(BaseException):
    """Like an interrupt: no ``Exception``, and anywhere."""


@contextmanager
def interrupted(function: str, call: int, after: bool) -> Iterator[None]:
    """Within, the ``call``-th call of one of the library's functions is interrupted, just
    before or just ``after`` it did its work."""
    library: Any = sys.modules["durable_rules_engine"]
    calls = 0

    class Interrupting:
        def __getattr__(self, name: str) -> Callable[..., object]:
            real: Callable[..., object] = getattr(library, name)

            def wrapped(*arguments: object) -> object:
                nonlocal calls
                calls += 1
                if calls == call and not after:
                    raise Interruption
                result = real(*arguments)
                if calls == call:
                    raise Interruption
                return result

            return wrapped if name == function else real

    with pytest.MonkeyPatch.context() as patching:
        patching.setattr(session, "durable_rules_engine", Interrupting())
        yield


def findings_are_right_after_interruptions() -> None:
    rulebook = sample()
    program = compile_program(rulebook, Limits(rules=20, gated_codes=0))
    inference = Inference(program, rulebook)
    chance = random.Random(5)
    some = list(situations(40))
    expected = [reference_findings(rulebook, it) for it in some]
    stopped = 0
    for function in ("update_state", "start_action_for_state", "complete_and_start_action"):
        for after in (False, True):
            for call in (*range(1, 9), 15, 25):
                it = chance.choice(some)
                try:
                    with interrupted(function, call, after):
                        inference.findings(it)
                except Interruption:
                    stopped += 1
                for n in chance.sample(range(40), 4):
                    assert expected[n] == inference.findings(some[n])
                try:
                    with interrupted(function, call, after):
                        inference.findings(it)
                except Interruption:
                    recovering = chance.choice(("delete_state", "update_state"))
                    try:
                        with interrupted(recovering, 1, chance.random() < 0.5):
                            inference.findings(it)
                    except Interruption:
                        stopped += 1
                for n in chance.sample(range(40), 4):
                    assert expected[n] == inference.findings(some[n])
    assert stopped > 80
    for function in ("create_ruleset", "update_state", "delete_state", "start_action_for_state"):
        for call in (1, 2, 3):
            fresh = Inference(program, rulebook)
            for after in (False, True):
                try:
                    with interrupted(function, call, after):
                        fresh.findings(some[call])
                        raise Interruption
                except Interruption:
                    pass
                assert expected[0] == fresh.findings(some[0])
                assert expected[1] == fresh.findings(some[1])


def memory_stays_flat(count: int) -> None:
    rulebook = sample()
    inference = Inference(compile_program(rulebook), rulebook)
    for it in situations(2000):
        inference.findings(it)
    before = resident()
    for it in situations(count, seed=1):
        inference.findings(it)
    assert resident() - before < 4_000_000, "memory grows with every situation"


def programs_give_their_memory_back() -> None:
    rulebook = sample()
    program = compile_program(rulebook)
    it = next(situations(1))
    for number in range(120):
        if number == 20:
            before = resident()
        inference = Inference(program, rulebook)
        inference.findings(it)
        if number % 2:
            inference.close()
        del inference
        gc.collect()
    assert resident() - before < 8_000_000, "memory grows with every program"


def threads_take_turns() -> None:
    rulebook = sample()
    inference = Inference(compile_program(rulebook), rulebook)
    wrong: list[Situation] = []

    def work(seed: int) -> None:
        for it in situations(150, seed):
            if inference.findings(it) != reference_findings(rulebook, it):
                wrong.append(it)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [] == wrong


def a_closed_inference_opens_again() -> None:
    rulebook = sample()
    inference = Inference(compile_program(rulebook), rulebook)
    for it in situations(6):
        assert reference_findings(rulebook, it) == inference.findings(it)
        inference.close()
        inference.close()


@pytest.mark.parametrize(
    "case",
    [
        findings_are_right_after_interruptions,
        programs_give_their_memory_back,
        threads_take_turns,
        a_closed_inference_opens_again,
    ],
    ids=lambda case: case.__name__,
)
def test_inference_can_always_be_used_again(case: Callable[[], None]) -> None:
    run_in_child(case)


def test_memory_stays_flat_over_many_situations() -> None:
    run_in_child(memory_stays_flat, 15_000)


def a_fork_while_another_thread_infers_does_not_hang() -> None:
    rulebook = sample()
    inference = Inference(compile_program(rulebook), rulebook)
    some = list(situations(20))
    expected = [reference_findings(rulebook, it) for it in some]
    busy, ended = threading.Event(), threading.Event()

    def infer() -> None:
        with inference._lock:
            busy.set()
            ended.wait(60)

    thread = threading.Thread(target=infer)
    thread.start()
    busy.wait(60)
    child = os.fork()
    if child == 0:
        signal.alarm(20)  # ends a child that hangs
        right = all(
            found == inference.findings(it) for it, found in zip(some, expected, strict=True)
        )
        os._exit(0 if right else 1)
    _, status = os.waitpid(child, 0)
    ended.set()
    thread.join()
    assert 0 == status, "the child was still waiting for a thread of its parent"
    assert expected[0] == inference.findings(some[0])


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing forks here")
def test_a_fork_while_another_thread_infers_does_not_hang() -> None:
    run_in_child(a_fork_while_another_thread_infers_does_not_hang)
