"""`python -m experiments` is the command `whistle`."""

from experiments.doors.cli import command as main

if __name__ == "__main__":
    main()
