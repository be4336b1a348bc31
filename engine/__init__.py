"""Kaiyaku's rules engine."""
