"""What the team does beside its events: tasks, plans, publications, deliverables, staff-years."""
