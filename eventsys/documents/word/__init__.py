"""The status report as a Word document: headings, tables and texts that can be read aloud."""
