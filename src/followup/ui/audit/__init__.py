"""The page Granskning: the acts, and whether their chain holds."""
