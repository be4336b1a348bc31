"""``rules graph``: pictures of how a rulebook hangs together.

Facts lead to conclusions, rules and steps; steps follow each other inside a phase. A picture
is of the topics, of one topic, of what is around one thing, or of the order of steps.
"""

from engine.authoring.graph.choosing import NoSuchTopic, around, of_topic, order, overview, steps_in
from engine.authoring.graph.model import Edge, Graph, Node
from engine.authoring.graph.svg import as_svg
from engine.authoring.graph.texts import as_dot, as_mermaid

__all__ = [
    "Edge",
    "Graph",
    "NoSuchTopic",
    "Node",
    "around",
    "as_dot",
    "as_mermaid",
    "as_svg",
    "of_topic",
    "order",
    "overview",
    "steps_in",
]
