"""The page on clean vehicles: what is asked, the vehicles, and the register."""
