"""What the pages say of their own, one catalogue per language; the keys are the same in all."""
