"""Everything about running and launching; the ground floor, which imports no room above it."""
