"""What is asked: studies, study files, spaces that may be varied, measures and what they answer."""
