"""Sentences about what was found, in two languages."""
