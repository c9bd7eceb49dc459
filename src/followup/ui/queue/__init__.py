"""The work queue: its filters, its lines and what can be done from each."""
