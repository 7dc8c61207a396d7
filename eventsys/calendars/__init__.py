"""Events and occasions as iCalendar."""
