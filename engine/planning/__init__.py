"""From findings to a plan: ordered steps, warnings, documents, costs and open questions."""

from engine.planning.building import make_plan
from engine.planning.ordering import OrderCircle

__all__ = ["OrderCircle", "make_plan"]
