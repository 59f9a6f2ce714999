"""The teacher's guide, a Markdown file a language."""
