"""Which requirements break at their next step if nothing changes."""
