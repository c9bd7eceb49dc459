"""Spot checks: drawing, letter, outcomes, coverage."""
