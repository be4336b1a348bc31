"""From findings to a plan: ordered steps, warnings, documents, costs and open questions."""
