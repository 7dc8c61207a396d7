"""Plans, publications, deliverables, staff-years and numbers of others, kind by kind."""
