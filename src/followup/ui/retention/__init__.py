"""The page Gallring: what may be erased, what would go, and what is left of what was."""
