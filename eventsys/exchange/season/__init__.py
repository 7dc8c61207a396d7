"""A whole year of facts as a file of lines, out and in again."""
