"""Answers to people: sentences, figures, tables, reports."""
