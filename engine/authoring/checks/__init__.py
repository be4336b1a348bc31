"""What ``rules check`` looks for in a rulebook that loads: one module for each kind of flaw."""
