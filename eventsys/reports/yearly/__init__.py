"""The status report of a year: its texts, what blocks it, who checked it, and what was frozen."""
