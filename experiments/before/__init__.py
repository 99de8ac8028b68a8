"""What is known without a run: expected load, cases that theory solves."""
