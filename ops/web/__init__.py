"""What happens to every request, whichever room answers it."""
