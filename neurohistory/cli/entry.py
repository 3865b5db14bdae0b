"""The command ``neurohistory``: how it begins, how it ends, and what it says when something is wrong."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand, TyperGroup

from neurohistory import __version__
from neurohistory.cli.console import complain
from neurohistory.process import interrupts, streams

__all__ = ["FAILED", "MISUSED", "app", "command", "main"]

FAILED, MISUSED = 1, 2  # exit codes besides 0, and 128 + n when a signal ends the command
_MIN_MEMORY = 400  # megabytes of addresses that NumPy, SciPy and scikit-learn need to load

Function = TypeVar("Function", bound=Callable[..., None])


class _Help:
    """A help page is output like any other: a reader that leaves is no failure, a full disk is one."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Print it; Typer leaves the formatter empty."""
        try:
            with streams.writing():
                super().format_help(ctx, formatter)  # type: ignore[misc]
                sys.stdout.flush()
        except SystemExit:  # Rich has then let the rest of the output vanish
            raise streams.ReaderGoneError from None


class _Group(_Help, TyperGroup):
    pass


class _Command(_Help, TyperCommand):
    def invoke(self, ctx: Any) -> Any:
        """Run it; from here on, when models may be loaded, standard output is for results alone."""
        streams.keep()
        return super().invoke(ctx)


app = typer.Typer(
    cls=_Group,
    name="neurohistory",
    help="The history of the artificial neuron, runnable from 1943 on.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def command(*examples: str) -> Callable[[Function], Function]:
    """Make a function a command of `app`.

    Parameters
    ----------
    *examples : str
        What to type after ``neurohistory``, for the end of the help.
    """
    shown = ", ".join(f"`neurohistory {example}`" for example in examples)
    return app.command(cls=_Command, epilog=f"Examples: {shown}")


def _version(wanted: bool) -> None:
    if wanted:
        streams.say(f"neurohistory {__version__}\n")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """The history of the artificial neuron, runnable from 1943 on.

    Exit codes: 0 fine; 1 a run failed or disagrees with theory; 2 wrong words or values; 129, 130 and
    143 ended by a signal.
    """
    _check_memory()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code; errors are one line, never a traceback."""
    # One BLAS thread: the arrays here are small, and results then do not depend on the machine's
    # number of cores.  It counts only if NumPy has not been imported yet.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ["MPLBACKEND"] = "agg"  # no window is opened; a notebook's own may not be installed
    # Collecting garbage while the libraries load, and all of them at the end, takes a fourth of a
    # short command; `console.progress` turns it on again for long work.
    gc.disable()
    atexit.register(gc.freeze)
    streams.ready()
    with interrupts.answered():
        if streams.closed():
            complain("standard output is closed; leave it open, or send it to a file")
            sys.exit(FAILED)
        try:
            app(arguments)
        except streams.ReaderGoneError:  # as in `neurohistory compare | head`
            sys.exit(0)
        except (ValueError, TypeError) as error:
            complain(str(error))
            sys.exit(MISUSED)
        except MemoryError as error:
            told = f": {error}" if str(error) else ""
            complain(f"there is not enough memory{told}; take fewer starts, or a smaller model or file")
            sys.exit(FAILED)
        except (ArithmeticError, ImportError, OSError, RuntimeError) as error:
            complain(str(error))
            sys.exit(FAILED)
        except Exception as error:  # a plug-in may raise anything
            complain(f"{type(error).__name__}: {error}")
            sys.exit(FAILED)
        finally:
            if arguments is not None:  # somebody's program goes on
                streams.give_back()


def _check_memory() -> None:
    """Complain about a limit under which the libraries cannot be loaded; some try without an end."""
    with suppress(ImportError):  # there are no such limits on Windows
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if resource.RLIM_INFINITY != limit < _MIN_MEMORY << 20:
            raise RuntimeError(
                f"memory is limited to {limit >> 20} MB, and the libraries need {_MIN_MEMORY}; "
                "raise the limit with ulimit -v"
            )
