"""Unit tests of evidence."""
