"""Faults: their catalogue, how they are collected and told, and what was probably meant."""
