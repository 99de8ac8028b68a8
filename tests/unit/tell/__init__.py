"""Unit tests of tell."""
