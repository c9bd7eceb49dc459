"""Contracts: saving, checks, register, class, export."""
