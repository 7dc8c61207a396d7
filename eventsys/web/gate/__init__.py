"""The volunteers' pages: scanner and counter."""
