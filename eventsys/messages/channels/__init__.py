"""What is known of the ways to reach people: broken ones, and those who want fewer messages."""
