"""The parts of the page of figures and sources."""
