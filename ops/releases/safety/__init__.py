"""Whether migrations may run while the release before them still serves visitors."""
