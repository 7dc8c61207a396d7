"""Plans and their activities, publications, deliverables, staff-years, numbers of others."""
