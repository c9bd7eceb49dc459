"""Dispens: applications, decisions, what they reach, words."""
