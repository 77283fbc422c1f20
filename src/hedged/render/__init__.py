"""A Document as HTML and as PDF."""
