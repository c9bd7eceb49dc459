"""Requirements: the builder, their curves, and the library to copy them from."""
