"""All the input and output of the launch checks; each module returns frozen facts."""
