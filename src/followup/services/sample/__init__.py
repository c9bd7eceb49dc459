"""The invented sample: building it, and what people have done in it."""
