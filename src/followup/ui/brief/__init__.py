"""The page of the brief: choose, see, take away, store, and look at earlier ones."""
