"""Looking into a rulebook: names, references, places, and things spelled as authors write them."""
