"""Lists that organisers read in: drafts that say what each row comes to, saved and undone whole."""
