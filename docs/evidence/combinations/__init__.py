"""Shipped studies: each is a question, the worlds that answer it, and a page in both languages."""
