"""The shared library: requirements that organisations publish, copy and compare."""
