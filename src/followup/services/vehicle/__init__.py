"""Vehicles used: what lists say, what they ran on, the fleet over time."""
