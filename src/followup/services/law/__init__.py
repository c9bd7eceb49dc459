"""What the law asks of what is kept: how long, and that it is erased for real."""
