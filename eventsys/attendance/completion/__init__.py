"""Who completed a course, by a rule that was fixed before its first occasion."""
