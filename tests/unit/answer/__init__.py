"""Unit tests of answer."""
