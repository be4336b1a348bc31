"""Two versions of a rulebook: whose plans an edit changes, and how."""
