"""The audit: who did what to which thing and when, and whether the chain of it holds."""
