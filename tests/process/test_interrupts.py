"""Signals: whatever a command is doing, and whoever catches what, each ends it with its own code."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

ENDINGS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]

# A command that is told to end while it is inside of something that catches too much.
GREEDY = {
    "Exception": "try:\n        signal.raise_signal(NUMBER)\n    except Exception:\n        pass",
    "KeyboardInterrupt, SystemExit": (
        "try:\n        signal.raise_signal(NUMBER)\n    except (KeyboardInterrupt, SystemExit):\n"
        "        pass"
    ),
    "everything": "try:\n        signal.raise_signal(NUMBER)\n    except BaseException:\n        pass",
    "everything, and leaves": (
        "try:\n        signal.raise_signal(NUMBER)\n    except BaseException:\n        sys.exit(0)"
    ),
    "a destructor": (
        "class Last:\n        def __del__(self):\n            signal.raise_signal(NUMBER)\n"
        "    last = Last()\n    del last\n    time.sleep(20)"
    ),
}


@pytest.fixture(autouse=True)
def hanging_up_ends() -> Iterator[None]:
    """These tests themselves may be run under nohup, and commands respect what they are started with."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("number", ENDINGS)
@pytest.mark.parametrize("greedy", GREEDY)
def test_no_one_can_swallow_a_signal(number: signal.Signals, greedy: str) -> None:
    code = (
        "import signal, sys, time\nfrom neurohistory.process.interrupts import answered\n"
        f"with answered():\n    {GREEDY[greedy]}\n    print('goes on')\n"
    ).replace("NUMBER", str(int(number)))
    began = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 128 + number
    assert ran.stderr == "neurohistory: interrupted\n"
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("number", ENDINGS)
@pytest.mark.parametrize("moment", ["neurohistory.cli", "numpy", "neurohistory.models.rbm"])
def test_a_signal_while_something_is_imported_ends_the_command(
    number: signal.Signals, moment: str
) -> None:
    """The first look for the module sends the signal, as a person in a hurry does."""
    code = (
        "import signal, sys\n"
        "class Hurry:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name == {moment!r}:\n"
        "            sys.meta_path.remove(self)\n"
        f"            signal.raise_signal({int(number)})\n"
        "sys.meta_path.insert(0, Hurry())\n"
        "sys.argv = ['neurohistory', 'timeline']\n"
        "from neurohistory.__main__ import main\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (128 + number, "")
    assert re.fullmatch(r"neurohistory: interrupted( in [^\n]+)?\n", ran.stderr)


def test_what_a_signal_has_cut_short_is_not_taken_down() -> None:
    """A compiled module whose import was cut short may abort when Python ends in order."""
    code = (
        "import atexit, os, signal, sys\n"
        "class HalfLoaded:\n"
        "    def __del__(self, abort=os.abort):\n"
        "        abort()\n"
        "class Hurry:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'numpy':\n"
        "            sys.meta_path.remove(self)\n"
        "            signal.raise_signal(signal.SIGTERM)\n"
        "sys.half_loaded = HalfLoaded()\n"
        "atexit.register(print, 'tidied', file=sys.stderr)\n"
        "sys.meta_path.insert(0, Hurry())\n"
        "sys.argv = ['neurohistory', 'timeline']\n"
        "from neurohistory.__main__ import main\n"
        "main()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ran.returncode == 128 + signal.SIGTERM
    assert ran.stderr == "neurohistory: interrupted\ntidied\n"


def test_a_terminal_that_closes_is_no_reason_to_end_under_nohup() -> None:
    code = (
        "import os, signal\nfrom neurohistory.process.interrupts import answered\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "with answered():\n    os.kill(os.getpid(), signal.SIGHUP)\n    print('done')\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "done\n")


def test_a_signal_after_the_work_has_no_traceback() -> None:
    code = (
        "import atexit, os, signal, time\nfrom neurohistory.process.interrupts import answered\n"
        "atexit.register(lambda: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(20)))\n"
        "with answered():\n    pass\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ}
    )
    assert (ran.returncode, ran.stderr) == (143, "")


@pytest.mark.parametrize("number", ENDINGS)
def test_who_swallows_every_signal_is_ended_by_a_later_one(number: signal.Signals) -> None:
    code = (
        "import time\nfrom neurohistory.process.interrupts import answered\n"
        "from neurohistory.process.isolation import quiet\n"
        "with answered(), quiet():\n"
        "    while True:\n        try:\n            print('runs')\n            time.sleep(20)\n"
        "        except BaseException:\n            pass\n"
    )
    command = [sys.executable, "-uc", code]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        assert running.stderr.readline() == b"runs\n"
        running.send_signal(number)
        time.sleep(0.2)
        running.send_signal(number)  # with the first
        time.sleep(1)
        try:
            assert running.poll() is None
            running.send_signal(number)
            assert running.wait(10) == 128 + number
        finally:
            running.kill()


@pytest.mark.parametrize("arguments", [["--version"], ["show", "nobody"]])
def test_a_signal_after_the_last_word_changes_nothing(arguments: list[str]) -> None:
    code = (
        "import atexit, signal, sys\nfrom neurohistory.__main__ import main\n"
        f"numbers = {[int(number) for number in ENDINGS]}\n"
        "def at_the_end():\n"
        "    assert {signal.getsignal(number) for number in numbers} == {signal.SIG_IGN}\n"
        "    [signal.raise_signal(number) for number in numbers]\n"
        "    print('over', flush=True)\n"
        f"atexit.register(at_the_end)\nsys.argv[1:] = {arguments}\nmain()"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=180)
    assert (ran.stdout + ran.stderr).endswith("over\n")
    assert ran.returncode == (0 if arguments == ["--version"] else 2)
