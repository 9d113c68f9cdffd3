"""The doors of a conversation: start, messages, history, feedback, transcript, handoff, forget."""
