"""The shared library: what organisations publish, copy, compare, and will require."""
