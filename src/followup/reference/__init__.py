"""Dated, sourced knowledge: fuels, factors, fuel sets, duties, goals."""
