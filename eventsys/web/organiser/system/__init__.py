"""What the installation is set to, and how it is."""
