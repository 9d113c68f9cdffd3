"""Launch checks: gather facts with deadlines, judge them by pure functions, say what to type."""
