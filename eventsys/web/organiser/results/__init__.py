"""What people answered: one wave's results, waves compared, files and papers of both."""
