"""The plan: the days ahead, links to the calendar, and the routine of an organisation."""
