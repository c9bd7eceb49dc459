"""The vehicles page."""
