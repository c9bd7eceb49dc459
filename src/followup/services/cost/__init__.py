"""Life-cycle costs of alternatives: saved comparisons, their working, and what it hangs on."""
