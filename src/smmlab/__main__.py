"""``python -m smmlab`` is the command ``smmlab``."""

from smmlab.cli import main

if __name__ == "__main__":
    main()
