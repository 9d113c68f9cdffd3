"""Who may sign in as staff and how: the doors, the second factor, and asking again."""
