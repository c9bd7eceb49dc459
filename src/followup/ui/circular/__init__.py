"""The page on circular purchasing."""
