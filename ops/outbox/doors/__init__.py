"""The ways emails leave, one module each."""
