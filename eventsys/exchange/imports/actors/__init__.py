"""Lists of organisations and units, with the names that they have or had."""
