"""The page of who is let in."""
