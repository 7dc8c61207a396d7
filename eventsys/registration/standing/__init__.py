"""Changes of events for which people stand registered: they reach those people too."""
