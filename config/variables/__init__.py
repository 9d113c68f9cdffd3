"""The environment variables by subject; ``config.env`` puts them together."""
