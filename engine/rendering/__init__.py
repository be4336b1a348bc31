"""Plans as text, Markdown, HTML, JSON and calendar entries."""
