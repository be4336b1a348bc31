"""Source text: which files there are, and their YAML as nodes that know where they stand."""
