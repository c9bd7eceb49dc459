"""The page of figures and sources."""
