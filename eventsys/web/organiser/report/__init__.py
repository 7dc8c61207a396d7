"""The figures of the status report: which events count, and what each figure came to."""
