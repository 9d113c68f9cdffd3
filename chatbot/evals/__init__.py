"""Labelled cases the assistant is measured with."""
