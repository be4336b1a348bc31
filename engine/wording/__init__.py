"""Words: the engine's own, and a rulebook's put into sentences, in every language it speaks."""
