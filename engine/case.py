"""Case files: one person's answers and the steps they have ticked off, as readable YAML.

Owns the form of the file, its reading with exact places for what is wrong, and its saving.
Answers keep the order in which they were given. Knows nothing of questions or plans.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NoReturn

from msgspec import Struct, field
from msgspec.structs import replace

from engine.answers import BadAnswer, read_answer, spell_answer
from engine.files import PRIVATE, FileError, one_at_a_time, reason, write_whole
from engine.rulebook import Rulebook
from engine.values import Answer, BadValue, Kind, parse_value

if TYPE_CHECKING:
    from engine.loading.nodes import MapNode, Node, ScalarNode

FORMAT = "1"
LARGEST = 1_000_000
KEYS = ("case", "rulebook", "version", "language", "answers", "done")


class CaseError(Exception):
    """A case file that cannot be read or saved; the message says where, why and what to do."""


class Notice(Struct, frozen=True):
    """Something about a case that its owner should hear: the key of a phrase
    (``case.KEY``) and the values for it."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


class Case(Struct, frozen=True):
    """Answers in the order given, ticked steps with the day they were done, and for which
    rulebook. ``notices`` say what reading the file had to change; they are not saved."""

    rulebook: str
    version: str
    answers: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))
    done: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    language: str | None = None
    notices: tuple[Notice, ...] = ()

    def with_answers(self, answers: Mapping[str, Answer]) -> Case:
        """This case with answers added, or changed where they stand."""
        return replace(self, answers=MappingProxyType({**self.answers, **answers}))

    def with_done(self, steps: Iterable[str], day: date) -> Case:
        """This case with steps ticked off; a step done before keeps its day."""
        return replace(
            self,
            done=MappingProxyType({**self.done, **{s: day for s in steps if s not in self.done}}),
        )

    def without_done(self, steps: Iterable[str]) -> Case:
        """This case with steps no longer ticked off."""
        undone = frozenset(steps)
        done = {step: day for step, day in self.done.items() if step not in undone}
        return replace(self, done=MappingProxyType(done))


def new_case(rulebook: Rulebook, language: str | None = None) -> Case:
    """A case without answers."""
    return Case(rulebook.id, rulebook.version, language=language)


def load_case(path: Path, rulebook: Rulebook) -> Case:
    """The case saved at ``path``.

    Answers to facts that have been renamed since are carried over; answers and steps that
    the rulebook no longer has are left out; both are told in the notices. Raises
    :class:`CaseError` for a file that cannot be read, is no case, belongs to another
    rulebook, or says something that its rulebook's version never allowed.
    """
    return read_case(_text_of(path), str(path), rulebook)


def read_case(text: str, name: str, rulebook: Rulebook) -> Case:
    """The case that ``text`` holds; ``name`` stands for the file in messages."""
    return _Reader(name, text, rulebook).case()


def save_case(path: Path, case: Case) -> None:
    """Write the case to ``path``, whole or not at all, readable by its owner only.

    Raises :class:`CaseError`.
    """
    try:
        write_whole(path, spell_case(case), PRIVATE)
    except FileError as error:
        raise CaseError(f"The answers cannot be saved. {error}") from error


def update_case(
    path: Path, rulebook: Rulebook, change: Callable[[Case], Case], fresh: Case | None = None
) -> Case:
    """Read the case at ``path``, apply ``change``, save and return the result, so that two
    programs doing so at once lose nothing. ``fresh`` is changed where there is no file yet.

    Raises :class:`CaseError`; also where there is no file and no ``fresh`` case.
    """
    with one_at_a_time(path):
        before = fresh if fresh is not None and not path.exists() else load_case(path, rulebook)
        after = replace(change(before), rulebook=rulebook.id, version=rulebook.version)
        save_case(path, after)
        return after


def spell_case(case: Case) -> str:
    """The text that :func:`read_case` reads back as ``case``."""
    import json

    lines = [
        f'case: "{FORMAT}"',
        f"rulebook: {case.rulebook}",
        f"version: {json.dumps(case.version, ensure_ascii=False)}",
    ]
    if case.language:
        lines.append(f"language: {case.language}")
    lines.append("answers:" if case.answers else "answers: {}")
    for fact, answer in case.answers.items():
        spelled = spell_answer(answer)
        lines.append(f"  {fact}: {f'[{spelled}]' if _is_list(answer) else spelled}")
    if case.done:
        lines.append("done:")
        lines += [f"  {step}: {day}" for step, day in case.done.items()]
    return "\n".join(lines) + "\n"


def _is_list(answer: Answer) -> bool:
    return isinstance(answer, frozenset) and bool(answer)


def _text_of(path: Path) -> str:
    if not path.exists():
        raise CaseError(f"There is no file {path}.")
    if path.is_dir():
        raise CaseError(f"{path} is a folder. Name the file that holds the answers.")
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise CaseError(f"{path} cannot be read: {reason(error)}.") from error
    if len(content) > LARGEST:
        raise CaseError(f"{path} is no case file: it is larger than {LARGEST:,} bytes.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError(f"{path} is no case file: it is not UTF-8 text.") from None
    if "\0" in text:
        raise CaseError(f"{path} is no case file: it is not text.")
    if not text.strip():
        raise CaseError(
            f"{path} is empty. Remove it to start afresh, or name the file that has the answers."
        )
    return text


class _Reader:
    """Reads one case. Stops at the first thing that is wrong."""

    def __init__(self, name: str, text: str, rulebook: Rulebook) -> None:
        self.name = name
        self.text = text
        self.rulebook = rulebook
        self.notices: list[Notice] = []
        self.same_version = True

    def case(self) -> Case:
        root = self._root()
        self._check_keys(root)
        self._check_format(root)
        version = self._check_rulebook(root)
        language = root.entries.get("language")
        answers = self._answers(root)
        done = self._done(root)
        return Case(
            self.rulebook.id,
            version,
            MappingProxyType(answers),
            MappingProxyType(done),
            self._scalar(language[1]).text if language else None,
            tuple(self.notices),
        )

    def _root(self) -> MapNode:
        from engine.loading.nodes import MapNode, compose
        from engine.loading.report import Report, SourceFile

        report = Report()
        root = compose(SourceFile(self.name, self.text), report)
        for found in report.diagnostics():
            lines = [f"{found.place}: {found.problem}", found.excerpt, f"  {found.remedy or ''}"]
            raise CaseError("\n".join(line for line in lines if line.strip()))
        if not isinstance(root, MapNode):
            raise CaseError(
                f"{self.name} is no case file: it should begin with a line like 'case: \"1\"'."
            )
        return root

    def _check_keys(self, root: MapNode) -> None:
        for key, _ in root.pairs():
            if key.text not in KEYS:
                self._fault(key, f"a case file has no {key.text!r}.{_nearest(key.text, KEYS)}")
        for needed in ("case", "rulebook", "version", "answers"):
            if needed not in root.entries:
                raise CaseError(f"{self.name} is no case file: it has no line '{needed}:'.")

    def _check_format(self, root: MapNode) -> None:
        node = self._scalar(root.entries["case"][1])
        if node.text != FORMAT:
            newer = node.text.isdecimal() and int(node.text) > int(FORMAT)
            self._fault(
                node,
                f"this file was saved by a newer program (form {node.text}, here {FORMAT}). Update"
                " the program to use it."
                if newer
                else f"the form of a case file is {FORMAT!r}, not {node.text!r}.",
            )

    def _check_rulebook(self, root: MapNode) -> str:
        node = self._scalar(root.entries["rulebook"][1])
        if node.text != self.rulebook.id:
            self._fault(
                node,
                f"these answers belong to the rulebook {node.text!r}, not to"
                f" {self.rulebook.id!r}. Name the folder of {node.text!r} with --rules, or name"
                " another file.",
            )
        version = self._scalar(root.entries["version"][1]).text
        self.same_version = version == self.rulebook.version
        if not self.same_version:
            older = _numbers(version) <= _numbers(self.rulebook.version)
            key = "case.rulebook_newer" if older else "case.rulebook_older"
            self._note(key, saved=version, here=self.rulebook.version)
        return version

    def _answers(self, root: MapNode) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for key, node in self._pairs(root, "answers"):
            text = self._spelled(node)
            try:
                given = read_answer(self.rulebook, key.text, text)
            except BadAnswer as error:
                self._drop(key, str(error), "case.answer_dropped", fact=key.text, answer=text)
                continue
            if given.fact.id in answers:
                self._fault(key, f"{given.fact.id!r} is answered twice. Keep one of the two.")
            answers[given.fact.id] = given.answer
            for old, new in given.renamed:
                self._note("case.renamed", old=old, new=new)
        return answers

    def _done(self, root: MapNode) -> dict[str, date]:
        done: dict[str, date] = {}
        for key, node in self._pairs(root, "done"):
            step = present_step(self.rulebook, key.text)
            if step is None:
                nearest = _nearest(key.text, self.rulebook.steps)
                problem = f"there is no step {key.text!r}.{nearest}"
                self._drop(key, problem, "case.step_dropped", step=key.text)
                continue
            if step != key.text:
                self._note("case.renamed", old=key.text, new=step)
            day = self._scalar(node)
            try:
                done[step] = date.fromisoformat(str(parse_value(Kind.DATE, day.text)))
            except BadValue as error:
                self._fault(day, f"{error}: the day on which the step was done belongs here.")
        return done

    def _pairs(self, root: MapNode, name: str) -> Iterable[tuple[ScalarNode, Node]]:
        from engine.loading.nodes import MapNode, ScalarNode

        if name not in root.entries:
            return ()
        node = root.entries[name][1]
        if isinstance(node, ScalarNode) and node.is_empty:
            return ()
        if not isinstance(node, MapNode):
            self._fault(node, f"under '{name}:' stand lines like 'name: value'.")
        return tuple(node.pairs())

    def _spelled(self, node: Node) -> str:
        from engine.loading.nodes import ListNode

        if isinstance(node, ListNode):
            return ",".join(self._scalar(item).text for item in node.items) or "none"
        return self._scalar(node).text

    def _scalar(self, node: Node) -> ScalarNode:
        from engine.loading.nodes import ScalarNode

        if not isinstance(node, ScalarNode):
            self._fault(node, "a single word belongs here.")
        return node

    def _drop(self, node: ScalarNode, problem: str, key: str, **values: str) -> None:
        if self.same_version:
            self._fault(node, f"{problem} Correct or remove this line.")
        self._note(key, **values)

    def _note(self, key: str, **values: str) -> None:
        self.notices.append(Notice(key, values))

    def _fault(self, node: Node, problem: str) -> NoReturn:
        from engine.loading.report import excerpt

        line = node.file.lines[node.line - 1]
        shown = excerpt(line, node.column)
        raise CaseError(f"{node.place}: {problem}\n{shown}")


def present_step(rulebook: Rulebook, name: str) -> str | None:
    """The id of the step that ``name`` means, by its id or a former one, if there is one."""
    if name in rulebook.steps:
        return name
    return next((step.id for step in rulebook.steps.values() if name in step.formerly), None)


def _nearest(word: str, candidates: Iterable[str]) -> str:
    from engine.loading.report import did_you_mean

    suggestion = did_you_mean(word, candidates)
    return f" {suggestion}" if suggestion else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", version))
