"""Events that come from another calendar, as .ics or as a list; they become drafts."""
