"""The act on clean vehicles: what was procured, what is asked, the report."""
