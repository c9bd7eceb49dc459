"""Use cases: what the pages and the command line can ask for."""
