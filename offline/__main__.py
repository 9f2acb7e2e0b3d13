"""`python -m offline` is the command."""

from offline.cli import main

if __name__ == "__main__":
    main()
