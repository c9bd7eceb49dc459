"""Reports that are stored: lists, standing, versions, undo, what goes back."""
