"""What receiving servers look up about a domain's emails."""
