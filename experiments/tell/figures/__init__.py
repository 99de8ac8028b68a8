"""Figures of a result folder, in print quality and both languages."""
