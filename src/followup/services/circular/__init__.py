"""Circular purchasing: what was reported, what was avoided, and how much is not known."""
