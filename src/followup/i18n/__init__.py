"""The interface's words, numbers and dates in Swedish, Danish and English."""
