"""A person in the conversation: when one is there, who has it, what they say."""
