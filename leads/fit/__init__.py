"""Questions the founder asks in the chat, and how well the answers fit."""
