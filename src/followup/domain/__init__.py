"""The nouns of the field, on the standard library alone."""
