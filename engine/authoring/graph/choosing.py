"""What of a rulebook goes into a picture.

Owns the choice: topics (files) as a whole, one topic with its surroundings, the neighbourhood
of one thing, the order of steps. Knows nothing of drawing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from ...items import orders_in
from ...loading.faults.report import did_you_mean, one_of
from ...rulebook import Place, Rulebook
from ...situation import Situation, Valuation
from ..inspecting.definitions import title_of
from ..inspecting.names import FACT_SORTS, Name, Sort, find_names, names_in
from ..inspecting.references import Mention, Use, links_in
from .model import Edge, Graph, Node

DRAWN = FACT_SORTS | {Sort.RULE, Sort.STEP}
_WITH_THE_ARROW = frozenset({Use.CONCLUDES, Use.DOES})
_AGAINST_THE_ARROW = frozenset({Use.TESTS, Use.FOLLOWS_FROM, Use.READ_BY})


class NoSuchTopic(LookupError):
    """No file of the rulebook has that name; the message lists those that have."""


class _Book:
    """A rulebook with what the pictures of it share."""

    def __init__(self, rulebook: Rulebook, language: str, today: date) -> None:
        self.rulebook = rulebook
        self.language = language
        self.valuation = Valuation(rulebook, Situation({}, today))
        self.places: Mapping[Name, Place] = names_in(rulebook)
        edges = tuple(dict.fromkeys(self._edges(links_in(rulebook))))
        firm = {(edge.one, edge.other) for edge in edges if not edge.loose}
        self.edges = tuple(it for it in edges if not it.loose or (it.one, it.other) not in firm)

    def title(self, name: Name) -> str:
        return title_of(name, self.language, self.valuation)

    def node(self, name: Name, *, outside: bool = False, middle: bool = False) -> Node:
        title = name.id if name.sort is Sort.RULE else self.title(name)
        note = f"{name}, {self.places[name]}"
        if name.sort is Sort.RULE:
            because = self.rulebook.rules[name.id].because.in_language(self.language)
            note += f"\n{because}"
        return Node(name.sort.value, name.id, title, note, outside, middle)

    def graph(
        self,
        title: str,
        names: Iterable[Name],
        outside: Collection[Name] = (),
        middle: Collection[Name] = (),
    ) -> Graph:
        nodes = {
            _key(name): self.node(name, outside=name in outside, middle=name in middle)
            for name in dict.fromkeys(names)
        }
        return Graph(
            title, nodes, tuple(it for it in self.edges if it.one in nodes and it.other in nodes)
        )

    def _edges(self, links: Iterable[Mention]) -> Iterator[Edge]:
        warned_by: dict[Name, Name] = {}
        for link in links:
            if link.use is Use.WARNS:
                warned_by[link.other] = link.one
        for link in links:
            one, other = link.one, link.other
            if link.use is Use.WARNS_AT and one in warned_by:
                yield Edge(_key(warned_by[one]), _key(other), loose=True)
            elif link.use in _WITH_THE_ARROW:
                yield Edge(_key(one), _key(other))
            elif link.use in _AGAINST_THE_ARROW and {one.sort, other.sort} <= DRAWN:
                yield Edge(_key(other), _key(one))
            elif link.use is Use.DUE_BY:
                yield Edge(_key(other), _key(one), loose=True)


def topics_of(rulebook: Rulebook) -> tuple[str, ...]:
    """The files that hold rules or steps, in the author's order."""
    files = {rule.place.file for rule in rulebook.rules.values()}
    return tuple(sorted(files | {step.place.file for step in rulebook.steps.values()}))


def overview(rulebook: Rulebook, language: str, today: date) -> Graph:
    """The topics, and how many ties lead from what one declares to what another uses."""
    book = _Book(rulebook, language, today)
    topics = topics_of(rulebook)
    file_of = {_key(name): place.file for name, place in book.places.items()}
    ties = Counter(
        (file_of[edge.one], file_of[edge.other])
        for edge in book.edges
        if file_of[edge.one] != file_of[edge.other]
    )
    nodes = {}
    for topic in dict.fromkeys([*(one for one, _ in ties), *topics]):
        inside = Counter(name.sort for name, place in book.places.items() if place.file == topic)
        nodes[topic] = Node(
            "topic" if topic in topics else Sort.FACT.value,
            _counts(inside),
            topic.rpartition(".")[0],
            f"kaiyaku rules graph --topic {topic}",
        )
    edges = tuple(Edge(one, other, str(count)) for (one, other), count in ties.items())
    return Graph(f"{rulebook.title.in_language(language)}: topics", nodes, edges)


def of_topic(rulebook: Rulebook, topic: str, language: str, today: date) -> Graph:
    """Everything that the file ``topic`` declares, what leads to it, and what its rules lead
    to; who else uses its facts is left to :func:`around`.

    Raises :class:`NoSuchTopic`.
    """
    book = _Book(rulebook, language, today)
    file = _file_named(rulebook, book.places.values(), topic)
    inside = [
        name for name, place in book.places.items() if place.file == file and name.sort in DRAWN
    ]
    keys = {_key(name) for name in inside}
    leading_on = {_key(name) for name in inside if name.sort is Sort.RULE}
    if not leading_on:
        leading_on = keys
    by_key = {_key(name): name for name in book.places}
    outside: dict[Name, None] = {}
    for edge in book.edges:
        if edge.one in leading_on and edge.other not in keys:
            outside[by_key[edge.other]] = None
        elif edge.other in keys and edge.one not in keys:
            outside[by_key[edge.one]] = None
    title = f"{rulebook.title.in_language(language)}: {file}"
    return book.graph(title, (*inside, *outside), outside)


def around(rulebook: Rulebook, typed: str, depth: int, language: str, today: date) -> Graph:
    """Everything that is at most ``depth`` arrows away from what is called ``typed``.

    Raises :class:`~engine.authoring.inspecting.names.NoSuchName`.
    """
    book = _Book(rulebook, language, today)
    drawn = [name for name in book.places if name.sort in DRAWN]
    middle = find_names(drawn, typed)
    by_key = {_key(name): name for name in drawn}
    near = dict.fromkeys(_key(name) for name in middle)
    rim = set(near)
    for _ in range(depth):
        found = {edge.other for edge in book.edges if edge.one in rim}
        found |= {edge.one for edge in book.edges if edge.other in rim}
        rim = found - near.keys()
        near.update(dict.fromkeys(key for key in by_key if key in rim))
    title = f"{rulebook.title.in_language(language)}: around {typed}"
    return book.graph(title, (by_key[key] for key in near), middle=middle)


def order(
    rulebook: Rulebook, language: str, today: date, steps: Iterable[str] | None = None
) -> Graph:
    """The steps (all, or those named) by phase, and what orders them inside it."""
    book = _Book(rulebook, language, today)
    chosen = tuple(rulebook.steps if steps is None else steps)
    ties: dict[tuple[str, str], Edge] = {}
    for it in orders_in(rulebook):
        together = {it.first, it.then} <= set(chosen)
        if together and rulebook.steps[it.first].phase == rulebook.steps[it.then].phase:
            one, other = _key(Name(Sort.STEP, it.first)), _key(Name(Sort.STEP, it.then))
            rule = "" if it.rule is None else it.rule.id
            ties.setdefault((it.first, it.then), Edge(one, other, rule, it.rule is not None))
    bands = tuple(
        (
            book.title(Name(Sort.PHASE, phase.id)),
            tuple(
                _key(Name(Sort.STEP, step))
                for step in chosen
                if rulebook.steps[step].phase == phase.id
            ),
        )
        for phase in rulebook.phases
    )
    nodes = {
        key: book.node(Name(Sort.STEP, key.partition(":")[2])) for _, keys in bands for key in keys
    }
    return Graph(
        f"{rulebook.title.in_language(language)}: order of steps",
        nodes,
        tuple(ties.values()),
        tuple(band for band in bands if band[1]),
    )


def steps_in(graph: Graph) -> tuple[str, ...]:
    """Ids of the steps in a picture."""
    return tuple(node.id for node in graph.nodes.values() if node.sort == Sort.STEP.value)


def _key(name: Name) -> str:
    """Facts of every origin share one namespace; everything else has its own."""
    return f"{'fact' if name.sort in FACT_SORTS else name.sort.value}:{name.id}"


def _counts(inside: Counter[Sort]) -> str:
    words = []
    for sort, count in ((it, inside[it]) for it in (Sort.FACT, Sort.RULE, Sort.STEP)):
        if count:
            words.append(f"{count} {sort.value}{'' if count == 1 else 's'}")
    columns = inside[Sort.COLUMN] + inside[Sort.CALCULATED] + inside[Sort.CONCLUSION]
    if columns:
        words.append(f"{columns} derived")
    return ", ".join(words)


def _file_named(rulebook: Rulebook, places: Iterable[Place], typed: str) -> str:
    """The file of that path, with or without its ending, or the only one that has the text in
    its path."""
    files = sorted({place.file for place in places})
    exact = [file for file in files if typed in (file, file.rpartition(".")[0])]
    matching = exact or [file for file in files if typed in file]
    if len(matching) == 1:
        return matching[0]
    topics = topics_of(rulebook)
    hint = did_you_mean(typed, files) or f"Topics: {one_of(topics, 40)}."
    problem = "several files" if matching else "no file"
    raise NoSuchTopic(f"{problem} of this rulebook can be meant by {typed!r}. {hint}")
