"""The numbers of the status report: what each counts, and each making of it."""
