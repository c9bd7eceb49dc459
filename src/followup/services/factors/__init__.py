"""The reference values that verdicts rest on, and an organisation's own versions of them."""
