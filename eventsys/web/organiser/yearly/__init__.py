"""The status report of a year: written, checked by a second person, approved, corrected."""
