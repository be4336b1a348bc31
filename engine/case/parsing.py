"""Reading the text of a case file.

Owns what may stand in it, with the exact place of what is wrong, and what becomes of answers
and steps that a newer rulebook has renamed or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from types import MappingProxyType
from typing import NoReturn

from ..answers import BadAnswer, nearest, not_a_date, read_answer
from ..loading.faults.report import Report, SourceFile, excerpt, shortened
from ..loading.language_codes import looks_like_language
from ..loading.source.nodes import ListNode, MapNode, Node, ScalarNode, compose
from ..rulebook import Rulebook
from ..values import Answer, BadValue, Kind, parse_value
from ..wording.refusals import Saying, saying
from .case import FORMAT, Case, CaseError, InCalendar, present_step

KEYS = ("case", "rulebook", "version", "language", "answers", "done", "left_out", "calendar")


class CaseReader:
    """Reads one case. Stops at the first thing that is wrong."""

    def __init__(self, name: str, text: str, rulebook: Rulebook) -> None:
        self.name = name
        self.text = text
        self.rulebook = rulebook
        self.notices: list[Saying] = []
        self.left_out: dict[str, str] = {}
        self.same_version = True

    def case(self) -> Case:
        root = self._root()
        self._check_keys(root)
        self._check_format(root)
        version = self._check_rulebook(root)
        language = self._language(root)
        answers = self._answers(root)
        done = self._done(root)
        for key, node in self._pairs(root, "left_out"):
            text = self._scalar(node).text
            if not self._restored(key.text, text, answers, done):
                self.left_out.setdefault(key.text, text)
        return Case(
            self.rulebook.id,
            version,
            MappingProxyType(answers),
            MappingProxyType(done),
            MappingProxyType({k: v for k, v in self.left_out.items() if k not in answers}),
            language,
            self._calendar(root),
            tuple(self.notices),
        )

    def _root(self) -> MapNode:
        report = Report()
        root = compose(SourceFile(self.name, self.text), report)
        for found in report.diagnostics():
            what = f"{found.problem} {found.remedy or ''}".strip()
            problem = saying("case.not_yaml", problem=what)
            raise CaseError(
                saying("case.at", place=found.place, problem=problem), shown=found.excerpt
            )
        if not isinstance(root, MapNode):
            raise CaseError(saying("case.no_beginning", file=self.name))
        return root

    def _check_keys(self, root: MapNode) -> None:
        for key, _ in root.pairs():
            if key.text not in KEYS:
                unknown = saying("case.no_key", key=shortened(key.text))
                self._fault(key, unknown, *nearest(key.text, KEYS), saying("case.correct"))
        for needed in ("case", "rulebook", "version", "answers"):
            if needed not in root.entries:
                raise CaseError(saying("case.no_line", file=self.name, line=needed))

    def _check_format(self, root: MapNode) -> None:
        node = self._scalar(root.entries["case"][1])
        if node.text != FORMAT:
            newer = _numbers(node.text) > _numbers(FORMAT)
            key = "case.newer_form" if newer else "case.other_form"
            self._fault(node, saying(key, form=shortened(node.text), here=FORMAT))

    def _check_rulebook(self, root: MapNode) -> str:
        node = self._scalar(root.entries["rulebook"][1])
        if node.text != self.rulebook.id:
            theirs = shortened(node.text)
            self._fault(node, saying("case.other_rulebook", theirs=theirs, here=self.rulebook.id))
        written = self._scalar(root.entries["version"][1])
        version = written.text
        if written.is_empty or not version.strip():
            self._fault(written, saying("case.no_version"))
        self.same_version = version == self.rulebook.version
        if not self.same_version:
            older = _numbers(version) <= _numbers(self.rulebook.version)
            key = "case.rulebook_newer" if older else "case.rulebook_older"
            self._note(key, saved=shortened(version), here=self.rulebook.version)
        return version

    def _language(self, root: MapNode) -> str | None:
        if "language" not in root.entries:
            return None
        node = self._scalar(root.entries["language"][1])
        if node.is_empty:
            return None
        if not looks_like_language(node.text):
            code = shortened(node.text)
            self._fault(node, saying("case.no_language", text=code), saying("case.correct"))
        return node.text

    def _answers(self, root: MapNode) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for key, node in self._pairs(root, "answers"):
            text = self._spelled(node)
            try:
                given = read_answer(self.rulebook, key.text, text)
            except BadAnswer as error:
                dropped = {"fact": shortened(key.text), "answer": shortened(text)}
                self._drop(key, error.sentences, "case.answer_dropped", **dropped)
                self.left_out[key.text] = text
                continue
            if given.fact.id in answers:
                self._fault(key, saying("case.answered_twice", fact=given.fact.id))
            answers[given.fact.id] = given.answer
            for old, new in given.renamed:
                self._note("case.renamed", old=old, new=new)
        return answers

    def _done(self, root: MapNode) -> dict[str, date]:
        done: dict[str, date] = {}
        steps = self.rulebook.steps
        for key, node in self._pairs(root, "done"):
            step = present_step(self.rulebook, key.text)
            if step is None:
                name = shortened(key.text)
                problem = (saying("step.unknown", name=name), *nearest(key.text, steps))
                self._drop(key, problem, "case.step_dropped", step=name)
                self.left_out[key.text] = self._scalar(node).text
                continue
            if step != key.text:
                self._note("case.renamed", old=key.text, new=step)
            day = self._scalar(node)
            try:
                done[step] = date.fromisoformat(str(parse_value(Kind.DATE, day.text)))
            except BadValue as error:
                self._fault(day, not_a_date(step, error), saying("case.day_belongs_here"))
        return done

    def _restored(
        self, name: str, text: str, answers: dict[str, Answer], done: dict[str, date]
    ) -> bool:
        """Put back an answer or a step that the rulebook has again; whether it has."""
        with suppress(BadAnswer):
            given = read_answer(self.rulebook, name, text)
            if given.fact.id not in answers:
                answers[given.fact.id] = given.answer
                self._note("case.answer_restored", fact=given.fact.id, answer=shortened(text))
            return True
        step = present_step(self.rulebook, name)
        if step is None:
            return False
        with suppress(BadValue):
            done.setdefault(step, date.fromisoformat(str(parse_value(Kind.DATE, text))))
            self._note("case.step_restored", step=step)
            return True
        return False

    def _calendar(self, root: MapNode) -> InCalendar | None:
        parts = dict(self._pairs_by_name(root, "calendar"))
        if not parts:
            return None
        id, sequence, digest = (self._plain(parts, name) for name in ("id", "sequence", "digest"))
        if not re.fullmatch(r"[0-9a-f]{8,64}", id.text) or not re.fullmatch(
            r"[0-9]{1,9}", sequence.text
        ):
            self._fault(id, saying("case.bad_calendar"), saying("case.remove_calendar"))
        entries = {}
        listed = parts.get("entries")
        if listed is not None and not isinstance(listed, MapNode):
            self._fault(listed, saying("case.bad_calendar"), saying("case.remove_calendar"))
        for key, node in () if listed is None else listed.pairs():
            entries[key.text] = self._entry(node)
        return InCalendar(id.text, int(sequence.text), digest.text, MappingProxyType(entries))

    def _plain(self, parts: dict[str, Node], name: str) -> ScalarNode:
        node = parts.get(name)
        if node is None:
            first = next(iter(parts.values()))
            self._fault(first, saying("case.bad_calendar"), saying("case.remove_calendar"))
        return self._scalar(node)

    def _entry(self, node: Node) -> tuple[date, str]:
        read = self._scalar(node)
        day, _, title = read.text.partition(" ")
        try:
            return date.fromisoformat(day), title
        except ValueError:
            self._fault(read, saying("case.bad_calendar"), saying("case.remove_calendar"))

    def _pairs_by_name(self, root: MapNode, name: str) -> Iterable[tuple[str, Node]]:
        return ((key.text, node) for key, node in self._pairs(root, name))

    def _pairs(self, root: MapNode, name: str) -> Iterable[tuple[ScalarNode, Node]]:
        if name not in root.entries:
            return ()
        node = root.entries[name][1]
        if isinstance(node, ScalarNode) and node.is_empty:
            return ()
        if not isinstance(node, MapNode):
            self._fault(node, saying("case.lines_belong_here", name=name))
        return tuple(node.pairs())

    def _spelled(self, node: Node) -> str:
        if isinstance(node, ListNode):
            return ",".join(self._scalar(item).text for item in node.items) or "none"
        return self._scalar(node).text

    def _scalar(self, node: Node) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            self._fault(node, saying("case.word_belongs_here"))
        return node

    def _drop(self, node: ScalarNode, problem: Iterable[Saying], key: str, **values: str) -> None:
        if self.same_version:
            self._fault(node, *problem, saying("case.correct"))
        self._note(key, **values)

    def _note(self, key: str, **values: str) -> None:
        self.notices.append(saying(key, **values))

    def _fault(self, node: Node, problem: Saying, *further: Saying) -> NoReturn:
        shown = excerpt(node.file.lines[node.line - 1], node.column)
        raise CaseError(saying("case.at", place=node.place, problem=problem), *further, shown=shown)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", version))
