"""From findings to a plan: ordered steps, warnings, documents, costs and open questions."""

from .building import make_plan
from .ordering import OrderCircle

__all__ = ["OrderCircle", "make_plan"]
