"""Testing a rulebook with its own scenarios: running, coverage, mutation, suggestions."""
