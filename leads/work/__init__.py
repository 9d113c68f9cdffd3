"""Working with leads: notes, tags, next steps, who changed what, and one person for two leads."""
