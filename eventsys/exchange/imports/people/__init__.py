"""Lists of registrations: who is to come, and who is there already."""
