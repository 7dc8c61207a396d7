"""Spreadsheets that people send: read as plain text, never run, within limits."""
