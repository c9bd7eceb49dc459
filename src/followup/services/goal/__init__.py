"""Goals: figures, status, who pulls, words."""
