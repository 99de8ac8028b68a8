"""What every lever does alone, and dose by dose."""
