"""What is being worked on."""
