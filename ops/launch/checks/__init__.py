"""The verdicts: pure functions over facts, with no input or output of their own."""
