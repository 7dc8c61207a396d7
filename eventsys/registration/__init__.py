"""Who is to come: registrations, participants and tickets."""
