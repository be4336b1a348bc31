"""Inference with durable-rules: what holds in a situation, for each rule and conclusion.

:func:`compile_program` turns a rulebook into data that can be stored beside it;
:class:`Inference` runs that program on situations. What it finds equals what plain evaluation
of :mod:`engine.situation` finds; tests hold the two equal on random rulebooks. So
:class:`PlainInference` takes its place, more slowly, where durable-rules cannot be built.

Decision: the library's C module is driven directly
---------------------------------------------------
*Context.* Rete matching must be durable-rules', of which nothing new will appear. Its Python
layer starts two timer threads, copies the state through JSON at each firing, swallows
exceptions, leaks with every fact asserted and retracted, and takes messages that match
nothing for errors. Its C core is fast and, inside its limits, right; past them it hangs or
crashes without a word: 512 tests after one test, 64 tests that hold at once, 256 rules on one
test, 252 properties of a message. Negation and "or" inside a pattern are where it goes wrong.

*Decision.* One flat message per layer of conclusions becomes the state of one session, then
every match is taken out. A pattern is a plain conjunction of comparisons of small numbers, so
neither negation, nor alternatives, nor texts of a rulebook ever reach the library. Compiling
accounts for the tree that the library will build and opens another ruleset before a limit is
met. After an exception the session is thrown away; the library frees memory that it never
set if nothing has yet matched in it, so every session starts with one match.

*Consequences.* Cost grows with what matches, not with what is written; memory stays flat.
Three valued logic is two formulas per rule, "certainly true" and "certainly false", and equal
conjunctions of all formulas are matched once. What a match means is a set of bits.

Decision: what cannot hold is not asked about
---------------------------------------------
*Context.* A message costs the library some microseconds and each of its tests more, whether
or not anything matches; most conjunctions are contradicted by one answer.

*Decision.* Each signal has a gate: by its code, the set of conjunctions that it leaves
possible. One AND for each signal leaves what can still hold; only rulesets with such
conjunctions get a message, of the signals that these test. A rule is true only if the library
fires it. That one answer alone rules a rule out needs no matching and is read off the gate.
A conclusion that follows from little is replaced by what it follows from.

*Consequences.* Most situations of a small rulebook need no message at all, and a chain of
conclusions one layer. Signals of very many codes have no gate: there the library decides
alone, as it does when all gates are left out; tests hold all three equal. Only
``session`` knows the library; replacing it would touch ``session``, ``network`` and
``limits``.
"""

from ..rulebook import Rulebook
from .compiling import Program, TooLargeForInference, compile_program
from .fallback import PlainInference
from .running import Inference
from .session import MISSING

__all__ = [
    "MISSING",
    "Inference",
    "PlainInference",
    "Program",
    "TooLargeForInference",
    "compile_program",
    "inference_for",
]


def inference_for(program: Program, rulebook: Rulebook) -> Inference | PlainInference:
    """What infers on this computer, from what :func:`compile_program` made of ``rulebook``."""
    return Inference(program, rulebook) if MISSING is None else PlainInference(rulebook)
