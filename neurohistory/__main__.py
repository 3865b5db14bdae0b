"""``python -m neurohistory`` is the command ``neurohistory``."""

from neurohistory.interrupts import answered

__all__ = ["main"]


def main() -> None:
    """Run a command; a signal ends it properly even while it is being imported."""
    with answered():
        from neurohistory.cli import main as run

        run()


if __name__ == "__main__":
    main()
