"""People who left their details: consent, enquiries, confirmation and notice."""
