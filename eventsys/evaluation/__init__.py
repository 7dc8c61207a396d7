"""What participants say of an event: questionnaires, waves, answers and rates."""
