"""JSON Schemas of a rulebook's own YAML files, for completion and hover in editors.

Made from the rulebook itself, so that an editor knows its very facts, options, steps and
sources. Draft 7, which the YAML language server reads best.
"""

from .files import schema_texts, schemas_for

__all__ = ["schema_texts", "schemas_for"]
