"""What each command of `whistle` does, without the command line."""
