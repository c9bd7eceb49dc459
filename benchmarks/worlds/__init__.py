"""Invented worlds of a size that nobody types in by hand."""
