"""The demo business: believable, complete, and removed with one command."""
