"""Sections of rulebook files: one reader for each, from nodes to the model."""
