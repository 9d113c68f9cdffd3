"""Real servers on loopback that the launch checks are tried against."""
