"""The product watches itself: error rates, incidents, alerts."""
