"""Asking code that is not ours: what it may do to whoever asks, and in whose name an error speaks.

A model is asked with `ask`; anything else that somebody wrote, such as a class that is to be made, with
`answer`.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

from neurohistory.contract import ContractError, Model
from neurohistory.parameters import plain
from neurohistory.process.interrupts import Interrupted

__all__ = ["answer", "ask", "one_line"]


def ask(model: Model[Any], method: str, *given: Any) -> Any:
    """What a method of a model answers, whose parameters are read as Python's numbers.

    Raises
    ------
    ContractError
        If it writes into what it was given, or raises something that would end the program.  Ordinary
        exceptions pass.
    """
    return answer(f"{type(model).__name__}.{method}", lambda: getattr(plain(model), method)(*given))


def answer(where: str, question: Callable[[], Any], note: str = "") -> Any:
    """What somebody else's code answers; `where` names it in the errors, which are those of `ask`.

    Whoever asked to end gets a note of where that was: `note`, or else "in" and `where`.
    """
    try:
        return question()
    except (KeyboardInterrupt, Interrupted) as interruption:
        if not _from_a_person(interruption):
            raise ContractError(
                f"{where} raised KeyboardInterrupt, and nobody pressed Ctrl-C; let it raise an "
                "ordinary exception, such as ValueError"
            ) from interruption
        interruption.add_note(note or f"in {where}")
        raise
    except ValueError as error:
        if "read-only" in str(error) or "WRITEABLE" in str(error):
            raise ContractError(
                f"{where} writes into an array that is not its own ({error}): the examples, scores, "
                "or a state that was handed in or out; work on a copy, and write w = w + step, "
                "not w += step"
            ) from error
        raise
    except StopIteration as error:  # it would end whoever asks
        raise ContractError(f"{where} raised StopIteration; let it return") from error
    except Exception:
        raise
    except BaseException as error:
        raise ContractError(
            f"{where} raised {one_line(error)}; let it raise an ordinary exception, such as ValueError"
        ) from error


def _from_a_person(interruption: BaseException) -> bool:
    """Whether somebody asked to end; in a command, whoever does raises `Interrupted`."""
    if isinstance(interruption, Interrupted):
        return True
    return signal.getsignal(signal.SIGINT) is signal.default_int_handler


def one_line(error: BaseException) -> str:
    """An exception in one line: its kind, what it says, and the notes that were added on its way."""
    try:
        notes = "".join(f" ({note})" for note in getattr(error, "__notes__", ()))
        text = " ".join(f"{error}{notes}".split())
    except (Exception, SystemExit):  # its own __str__ is broken
        text = ""
    if isinstance(error, MemoryError) and not text:
        text = "there is not enough memory; take fewer starts or examples"
    kind = type(error).__name__
    return f"{kind}: {text}" if text else kind
