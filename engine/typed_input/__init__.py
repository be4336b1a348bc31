"""Values as people type them, in the words and forms of every language that is spoken here."""
