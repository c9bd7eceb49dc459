"""The page of costs: saved comparisons, one opened, and the form."""
