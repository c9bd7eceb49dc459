"""The goal page's parts."""
