"""The upload page's parts: one module a step."""
