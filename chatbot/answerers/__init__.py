"""Who writes the words of an answer: one module each, behind the protocol in ``base``."""
