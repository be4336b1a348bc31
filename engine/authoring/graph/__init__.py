"""``rules graph``: pictures of how a rulebook hangs together.

Facts lead to conclusions, rules and steps; steps follow each other inside a phase. A picture
is of the topics, of one topic, of what is around one thing, or of the order of steps.
"""

from .choosing import NoSuchTopic, around, of_topic, order, overview, steps_in
from .dot_and_mermaid import as_dot, as_mermaid
from .model import Edge, Graph, Node
from .svg import as_svg

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
