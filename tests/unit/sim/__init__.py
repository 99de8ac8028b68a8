"""Unit tests of sim."""
