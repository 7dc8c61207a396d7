"""The status report as a paper: composed as plain data, and written as files."""
