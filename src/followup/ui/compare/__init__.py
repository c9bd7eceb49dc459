"""The page on which organisations are seen beside each other."""
