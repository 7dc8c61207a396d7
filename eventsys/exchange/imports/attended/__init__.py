"""Attendance that was kept on paper and typed into a list."""
