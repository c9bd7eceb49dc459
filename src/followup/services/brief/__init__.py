"""The brief for a board: one page and the figures it is written from, stored and made again."""
