"""Deviations: proposals, cases and their steps, frozen numbers, letter."""
