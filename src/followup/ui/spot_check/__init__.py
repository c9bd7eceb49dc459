"""Spot checks: the lists, a new one, and one with its letter and what the receipts showed."""
