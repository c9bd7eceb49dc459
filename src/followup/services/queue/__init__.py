"""The work queue: its lines and words, what is waited for, reminders."""
