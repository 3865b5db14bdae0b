"""``python -m neurohistory`` is the command ``neurohistory``."""

from neurohistory.cli import main

if __name__ == "__main__":
    main()
