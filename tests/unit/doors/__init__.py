"""Unit tests of plan."""
