"""Scenarios and invariants: what a rulebook says of itself. Only authoring uses them."""
