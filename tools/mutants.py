"""Break the code on purpose and see whether the tests notice: ``python tools/mutants.py``.

A mutant is the package with one small change: a ``<`` for a ``<=``, a 2 for a 1, a ``+`` for a ``-``.
The operators are those of cosmic-ray, which has to be installed beside the package (``pip install
cosmic-ray``).  One is replaced by others of its kind only, for ``a << b`` on floating point fails
wherever it is reached, and ``a is b`` says the same of strings.  A mutant counts as killed if the
tests nearest to its module fail or do not end.

Places in the code are drawn at random, and at each place one mutant, so that a ``+``, which has six
mutants, weighs no more than a ``<``.  ``--all`` takes every mutant at every place.  Annotations and
what does not compile are left out.  ``equivalent_mutants.toml`` lists mutants that change nothing
that anybody could see, each with its reason; they are no part of the score.

All of it happens in a copy of the repository in a temporary folder.  For each mutant a process is
forked that has the slow libraries loaded already.  Results are kept in a file, so a run that was
interrupted goes on where it stopped::

    python tools/mutants.py --sample 400
    python tools/mutants.py --all neurohistory/theory.py neurohistory/separability.py
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import difflib
import hashlib
import importlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
CORE = ("*.py", "models/*.py", "network/*.py", "nets/*.py", "predicates/*.py")
NOT_CORE = {"__init__.py", "__main__.py", "cli.py"}
SLOW = (
    "hypothesis",
    "numpy",
    "pytest",
    "scipy.optimize",
    "scipy.sparse",
    "scipy.special",
    "scipy.stats",
    "sklearn.datasets",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.svm",
    "sklearn.utils.estimator_checks",
)
ARITHMETIC = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"}
IDENTITY = {"Is", "IsNot"}
PYTEST = ("-x", "-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
MEMORY = 8 * 2**30  # bytes that a mutant may take


class Mutant(NamedTuple):
    """One small change: an operator of cosmic-ray, and where it is applied."""

    file: str  # relative to the root
    operator: str
    occurrence: int
    place: tuple[int, int]  # line and column

    @property
    def name(self) -> str:
        return f"{self.file}:{self.place[0]} {self.operator}.{self.occurrence}"


# The mutants ----------------------------------------------------------------------------------------


def of_one_kind(operator: str) -> bool:
    """Whether an operator leaves arithmetic arithmetic, and a comparison of values one of values."""
    change, *_, old, new = operator.split("_") if operator.count("_") > 1 else (operator, "", "")
    if change == "ReplaceBinaryOperator":
        return (old in ARITHMETIC) == (new in ARITHMETIC)
    return change != "ReplaceComparisonOperator" or (old in IDENTITY) == (new in IDENTITY)


@cache
def operators() -> dict[str, Any]:
    """The operators of cosmic-ray that need no arguments."""
    from cosmic_ray.operators.provider import OperatorProvider

    provider = OperatorProvider()
    return {
        name: provider[name]()
        for name in provider
        if of_one_kind(name) and not provider[name].arguments()
    }


def never_run(tree: ast.Module) -> Iterator[ast.expr | ast.stmt]:
    """The parts of a module that are for the reader and the type checker alone."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield node
    for node in tree.body:  # the name of a type: Weights = Array | None
        match node:
            case ast.Assign(value=ast.BinOp(op=ast.BitOr())):
                yield node


def mutants_of(file: str) -> Iterator[Mutant]:
    """All mutants of a file."""
    from cosmic_ray.ast import ast_nodes, get_ast

    source = (ROOT / file).read_text(encoding="utf-8")
    spans = [
        ((part.lineno, part.col_offset), (part.end_lineno or 0, part.end_col_offset or 0))
        for part in never_run(ast.parse(source))
    ]
    dull = {"name", "string", "newline", "endmarker", "fstring_string"}
    nodes = [node for node in ast_nodes(get_ast(source)) if node.type not in dull]
    for name, operator in operators().items():
        positions = (at for node in nodes for at, _ in operator.mutation_positions(node))
        for occurrence, place in enumerate(positions):
            if not any(first <= place < last for first, last in spans):
                yield Mutant(file, name, occurrence, place)


def mutated(mutant: Mutant) -> str | None:
    """The source of a mutant; None if it does not compile or says the same."""
    from cosmic_ray.mutating import mutate_code

    source = (ROOT / mutant.file).read_text(encoding="utf-8")
    code = mutate_code(source, operators()[mutant.operator], mutant.occurrence)
    try:
        return None if ast.dump(ast.parse(code)) == ast.dump(ast.parse(source)) else code
    except SyntaxError:
        return None


def drawn(files: Iterable[str], seed: int) -> Iterator[Mutant]:
    """Places in the files in random order, and at each a random mutant that compiles."""
    places = defaultdict(list)
    for file in files:
        for mutant in mutants_of(file):
            places[mutant.file, mutant.place].append(mutant)
    rng = random.Random(seed)
    order = sorted(places)
    rng.shuffle(order)
    print(f"{len(order)} places in the code", file=sys.stderr)
    for place in order:
        there = places[place]
        rng.shuffle(there)
        yield from [mutant for mutant in there if mutated(mutant)][:1]


def difference(mutant: Mutant) -> str:
    """What a mutant changes, as a short diff."""
    old = (ROOT / mutant.file).read_text(encoding="utf-8").splitlines()
    new = (mutated(mutant) or "").splitlines()
    lines = difflib.unified_diff(old, new, n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def equivalent() -> set[tuple[str, str]]:
    """The mutants that are known to change nothing, by file and diff without its spaces."""
    entries = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    return {(entry["file"], "".join(entry["diff"].split())) for entry in entries}


# The tests ------------------------------------------------------------------------------------------


def nearest(file: str) -> list[list[str]]:
    """The tests nearest to a module, as arguments of pytest, stage by stage.

    They are the module's own test file or, where there is none, those that import it; then the
    examples of its docstrings; and for a model its share of the contract.
    """
    path = Path(file).relative_to("neurohistory")
    module = ".".join(Path(file).with_suffix("").parts)
    own = sorted((ROOT / "tests" / path.parent).glob(f"test_{path.stem}*.py"))
    if not own:
        tests = [
            test for test in sorted(ROOT.glob("tests/**/test_*.py")) if test.parent.name != "browser"
        ]
        own = [test for test in tests if module in test.read_text(encoding="utf-8")]
    stages = [[str(test.relative_to(ROOT))] for test in own]
    stages.append([f"tests/test_doctests.py::test_the_examples_of_a_module_are_right[{module}]"])
    if path.parent.name == "models":
        stages.append(["tests/test_contract.py", "-k", f"{path.stem}- or [{path.stem}"])
        stages.append(["tests/test_grid.py", "-k", path.stem])
    return stages


def run_tests(stages: list[list[str]]) -> int:
    """Run the stages in this process; 0 if nothing failed."""
    import pytest

    return next((1 for stage in stages if pytest.main([*PYTEST, *stage]) != 0), 0)


def in_child(copy: Path, stages: list[list[str]], seconds: int, log: Path) -> tuple[str, float]:
    """Run the stages in a forked process; killed, survived or endless, and how long it took."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setsid()
            os.chdir(copy)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            os.environ["PYTHONPATH"] = str(copy)
            sys.path.insert(0, str(copy))
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            code = run_tests(stages)
        finally:
            os._exit(code)
    status = None
    while status is None and time.perf_counter() - began < 10 * seconds:
        done, ended = os.waitpid(child, os.WNOHANG)
        if done:
            status = ended
        else:
            time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # and all that it started
    if status is None:
        os.waitpid(child, 0)
        outcome = "endless"
    elif os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}:
        outcome = "endless"
    else:
        outcome = "survived" if status == 0 else "killed"
    return outcome, time.perf_counter() - began


# The run --------------------------------------------------------------------------------------------


def digest(files: Iterable[str]) -> str:
    """A fingerprint of files."""
    return hashlib.sha256(b"\0".join((ROOT / file).read_bytes() for file in files)).hexdigest()[:16]


class Results:
    """What became of each mutant, in a file, one a line.

    A mutant that was killed stays so while its module is as it was; one that survived is tried
    again if the tests changed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.known = {entry["mutant"]: entry for entry in map(json.loads, lines)}

    def get(self, mutant: Mutant, code: str, tests: str) -> str | None:
        entry = self.known.get(mutant.name)
        if entry is None or entry["code"] != code:
            return None
        return entry["outcome"] if entry["outcome"] != "survived" or entry["tests"] == tests else None

    def put(self, mutant: Mutant, code: str, tests: str, outcome: str) -> None:
        entry = {"mutant": mutant.name, "code": code, "tests": tests, "outcome": outcome}
        self.known[mutant.name] = entry
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            print(json.dumps(entry), file=file)


def copy_of_the_repository(folder: Path) -> Path:
    """A copy of all files that Git knows of, with the package compiled."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    # By a hash and not by the time: a mutant may be as long and as old as what it replaces.
    compiling = ["-m", "compileall", "-q", "--invalidation-mode", "checked-hash", "neurohistory"]
    subprocess.run([sys.executable, *compiling], cwd=folder, check=True)
    return folder


def main() -> int:
    """Make the mutants, run the tests, print the score and the survivors."""
    parser = argparse.ArgumentParser(description="Break the code on purpose: do the tests notice?")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sample", type=int, default=400, help="how many places (default: 400)")
    which.add_argument("--all", action="store_true", help="every mutant at every place")
    parser.add_argument("--seed", type=int, default=0, help="of the sample (default: 0)")
    parser.add_argument("--results", type=Path, default=ROOT / ".mutants" / "results.jsonl")
    parser.add_argument("--list", action="store_true", help="print the mutants, do not run them")
    parser.add_argument("files", nargs="*", help="modules, from the root (default: core and models)")
    options = parser.parse_args()

    package = ROOT / "neurohistory"
    core = sorted(path for pattern in CORE for path in package.glob(pattern))
    files = options.files or [
        path.relative_to(ROOT).as_posix() for path in core if path.name not in NOT_CORE
    ]
    if options.all:
        chosen = [mutant for file in files for mutant in mutants_of(file) if mutated(mutant)]
    else:
        in_order = drawn(files, options.seed)
        chosen = sorted(mutant for mutant, _ in zip(in_order, range(options.sample), strict=False))
    if options.list:
        for mutant in chosen:
            print(mutant.name, difference(mutant), sep="\n")
        return 0

    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    for name in SLOW:
        importlib.import_module(name)
    results = Results(options.results)
    known = equivalent()
    counts = {"killed": 0, "endless": 0, "survived": 0, "equivalent": 0}
    survivors = []
    with tempfile.TemporaryDirectory(prefix="mutants-") as scratch:
        copy = copy_of_the_repository(Path(scratch, "copy"))
        log = Path(scratch, "log")
        plain: dict[str, float] = {}
        for number, mutant in enumerate(chosen, 1):
            stages = nearest(mutant.file)
            code = digest([mutant.file])
            tests = digest(sorted({stage[0].split("::")[0] for stage in stages}))
            outcome = results.get(mutant, code, tests)
            if (mutant.file, "".join(difference(mutant).split())) in known:
                outcome = "equivalent"
            elif outcome is None:
                if mutant.file not in plain:
                    without, plain[mutant.file] = in_child(copy, stages, 3600, log)
                    if without != "survived":
                        sys.exit(f"the tests of {mutant.file} fail as it is:\n{log.read_text()[-3000:]}")
                original = (copy / mutant.file).read_bytes()
                (copy / mutant.file).write_text(mutated(mutant) or "", encoding="utf-8")
                seconds = int(20 + 4 * plain[mutant.file])
                outcome, took = in_child(copy, stages, seconds, log)
                (copy / mutant.file).write_bytes(original)
                results.put(mutant, code, tests, outcome)
                progress = f"{number}/{len(chosen)} {outcome} after {took:.1f} s: {mutant.name}"
                print(progress, file=sys.stderr, flush=True)
            counts[outcome] += 1
            if outcome == "survived":
                survivors.append(mutant)

    for mutant in survivors:
        print(mutant.name, difference(mutant), "", sep="\n")
    print(score(counts))
    return 0


def score(counts: dict[str, int]) -> str:
    """The share of mutants that were killed, with Wilson's interval of 95 %."""
    from scipy.stats import binomtest

    dead = counts["killed"] + counts["endless"]
    tried = dead + counts["survived"]
    low, high = binomtest(dead, tried).proportion_ci(0.95, method="wilson")
    return (
        f"{dead} of {tried} mutants killed, {counts['endless']} of them because the tests did not end: "
        f"{dead / tried:.1%}, interval {low:.1%} to {high:.1%}; {counts['equivalent']} equivalent"
    )


if __name__ == "__main__":
    sys.exit(main())
