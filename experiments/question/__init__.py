"""What is asked: studies, spaces that may be varied, measures and what they answer."""
