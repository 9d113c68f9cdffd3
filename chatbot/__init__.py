"""Conversations, knowledge and the answering flow."""
