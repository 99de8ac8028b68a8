"""Unit tests of scenarios."""
