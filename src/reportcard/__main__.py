"""``python -m reportcard`` is the command ``reportcard``, where that is not on the path."""

from reportcard.cli import main

if __name__ == "__main__":
    main()
