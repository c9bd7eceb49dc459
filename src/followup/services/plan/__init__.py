"""The follow-up plan: calendar, feed, routine, follow-ups held."""
