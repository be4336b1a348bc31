"""Inference with durable-rules: what holds in a situation, for each rule and conclusion."""

from engine.inference.program import Program, TooLargeForInference, compile_program
from engine.inference.running import Inference

__all__ = ["Inference", "Program", "TooLargeForInference", "compile_program"]
