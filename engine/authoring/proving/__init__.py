"""Proving invariants: what must be so in every situation, for every day of a range."""
