"""The smallest remedy of a breach, and the requirements missed by least."""
