"""Penalty and bonus: the basis for a decision, its approval and its paper."""
