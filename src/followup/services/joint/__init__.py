"""Contracts of several buyers: dividing, what is claimed twice, checks that are taken over."""
