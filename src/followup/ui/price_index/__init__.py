"""The page of prices that follow an index."""
