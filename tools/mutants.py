"""Break the code on purpose and see whether the tests notice: ``python tools/mutants.py``.

A mutant is the package with one small change: a ``<`` for a ``<=``, a 2 for a 1, a ``+`` for a ``-``.
The operators are those of cosmic-ray, which has to be installed beside the package (``pip install
cosmic-ray``).  One is replaced by others of its kind only, for ``a << b`` on floating point fails
wherever it is reached, and ``a is b`` says the same of strings.  A mutant counts as killed if the
tests nearest to its module fail, which do not without it, or do not end.

Places in the code are drawn at random, and at each place one mutant, so that a ``+``, which has six
mutants, weighs no more than a ``<``.  ``--all`` takes every mutant at every place.  Annotations and
what does not compile are left out.  ``equivalent_mutants.toml`` lists mutants that change nothing
that anybody could see, each with its reason; they are no part of the score.

All of it happens in a copy of the repository in a temporary folder.  For each mutant a process is
forked that has the slow libraries loaded already.  Results are kept in a file, so a run that was
interrupted goes on where it stopped; and what it has tried by then is a random sample, too::

    python tools/mutants.py --sample 400
    python tools/mutants.py --all neurohistory/theory/expectation.py neurohistory/theory/separability.py
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import doctest
import gc
import hashlib
import importlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("equivalent_mutants.toml")
CORE: tuple[str, ...] = (
    "*.py",
    "models/*.py",
    "nervous_nets/*.py",
    "network/*.py",
    "problems/**/*.py",
    "process/*.py",
)
CORE += ("report/*.py", "studies/*.py", "testing/*.py", "theory/**/*.py")
NOT_CORE = {"__init__.py", "__main__.py"}
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
OURS = ["tests/test_contract.py", "-k", "not scikit_learn"]
CONTRACT = [["tests/test_checks_of_the_contract.py"], OURS]
SEPARABILITY = [f"tests/theory/test_{name}.py" for name in ("separability", "large_sets", "planes")]
PROMISES = "tests/theory/test_expectations_of_models.py"
PLUGINS = [*CONTRACT, ["tests/test_broken_plugins.py"]]
BITS = ["tests/test_several_bits.py", "-k", "takes"]
SPLITTING = [["tests/problems/test_runs.py"], ["tests/problems/test_datasets.py"]]
SAID = "not terminal_of_80"  # in a process of its own
STUDIES = [["tests/studies/test_study.py"], ["tests/studies/test_folder.py"]]
STUDIES += [["tests/studies/test_table.py"], ["tests/studies/test_commands.py"]]
RECORDS = [["tests/studies/test_kept.py"], ["tests/studies/test_replay.py"], *STUDIES]
FILES = [["tests/problems/files"], ["tests/problems/test_own_data.py"]]
NEAREST = {  # for modules that have no test file of their own, or one that takes minutes
    "answers": [["tests/test_runner.py"], ["tests/test_several_bits.py"], *CONTRACT],
    "asking": [["tests/test_asking.py"], *PLUGINS],
    "chance": [["tests/test_runner.py"]],
    "checks": [BITS, *PLUGINS],
    "classifier": [["tests/test_classifier.py"], ["tests/test_several_bits.py"]],
    "contract": [["tests/test_traces.py"], *PLUGINS],
    "divergence": [["tests/test_training.py"], *CONTRACT],
    "intervals": [["tests/studies/test_table.py"], ["tests/theory/test_capacity.py"]],
    "kinds": [["tests/test_parameters.py"]],
    "nervous_nets/ring": [["tests/nervous_nets/test_net.py"]],
    "network/names": [["tests/network/test_activations.py"], ["tests/network/test_costs.py"]],
    "network/slides": [
        ["tests/network/test_propagation.py"],
        ["tests/network/test_stack.py", "-k", "slides"],
    ],
    "network/workspace": [["tests/network/test_propagation.py"]],
    "problems/files/arrays": FILES,
    "problems/files/plain": [["tests/problems/test_plain_text.py"]],
    "problems/files/text": FILES,
    "problems/files/values": FILES,
    "problems/named": [["tests/problems/test_problem.py"], *SPLITTING],
    "problems/splitting": [
        ["tests/problems/test_splitting.py"],
        ["tests/problems/test_bits_of_own_data.py"],
        *SPLITTING,
    ],
    "process/fork_server": [["tests/site/test_production.py"]],
    "process/isolation": [["tests/process/test_isolation.py"], ["tests/test_broken_plugins.py"]],
    "process/pool": [
        ["tests/test_work.py"],
        ["tests/process/test_pool.py"],
        ["tests/site/test_production.py"],
    ],
    "process/sources": [["tests/process/test_pool.py"], ["tests/site/test_production.py"]],
    "report/cards": [["tests/test_cli.py", "-k", "show"]],
    "report/layout": [["tests/report/test_layout.py"]],
    "report/rows": [
        ["tests/report/test_rows.py"],
        ["tests/report/test_text.py"],
        ["tests/report/test_terminal.py", "-k", SAID],
    ],
    "report/docstrings": [["tests/test_signatures.py"], ["tests/report/test_terminal.py"]],
    "runner": [["tests/test_runner.py"], ["tests/test_several_bits.py"]],
    "studies/*": STUDIES,  # those that have no tests of their own
    "studies/descriptions": RECORDS,
    "studies/engine": [["tests/studies/test_processes.py", "-k", "as_many"], *STUDIES],
    "studies/jobs": [["tests/studies/test_riding.py"], *STUDIES],
    "studies/memory": [["tests/studies/test_processes.py", "-k", "memory"], *STUDIES],
    "studies/provenance": RECORDS,
    "studies/record": RECORDS,
    "studies/results": RECORDS,
    "testing/responding": CONTRACT,
    "testing/learning": CONTRACT,
    "testing/small_problems": CONTRACT,
    "theory/convergence": [
        ["tests/theory/test_convergence.py"],
        ["tests/theory/test_many_points.py", "-k", "longest"],
    ],
    "theory/exact": [
        ["tests/theory/test_exact.py"],
        ["tests/theory/test_exact_alternative.py"],
        SEPARABILITY,
    ],
    "theory/separability": [SEPARABILITY, ["tests/theory/test_many_points.py"]],
    "theory/points": [SEPARABILITY, ["tests/theory/test_expectation.py"]],
}
CARDS = "tests/test_card.py::test_the_year_of_a_card_is_that_of_its_paper"
DEFAULTS = "test_a_default_that_a_docstring_states_is_the_default"
ARITHMETIC = {"Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow"}
IDENTITY = {"Is", "IsNot"}
PYTEST: tuple[str, ...] = ("-x", "-q", "-p", "no:cacheprovider", "-p", "_hypothesis_pytestplugin")
PYTEST += ("-W", "ignore::pytest.PytestAssertRewriteWarning")
OUTCOMES = ("killed", "endless", "survived", "equivalent", "untested")
MOST_SHARPEST = 4  # tests that are run first, for each module
MEMORY = 8 * 2**30  # bytes that they may take


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
def source(file: str) -> str:
    """A file's text as it was when it was first asked for, whatever is edited meanwhile."""
    return (ROOT / file).read_text(encoding="utf-8")


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
    """The parts of a module that do nothing, or nothing but hold what is known to be so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield node.annotation
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield node.returns
        elif isinstance(node, ast.keyword) and node.arg == "strict":
            yield node.value  # the argument of a zip: an assertion about lengths that are equal
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield node
    for node in tree.body:  # the name of a type: Weights = Array | None
        match node:
            case ast.Assign(value=ast.BinOp(op=ast.BitOr())):
                yield node


class Tree:
    """The syntax tree of a file, and where the operators apply to it."""

    def __init__(self, file: str) -> None:
        from cosmic_ray.ast import ast_nodes, get_ast

        text = self.text = source(file)
        module = ast.parse(text)
        self.begins = [0, *accumulate(map(len, text.splitlines(keepends=True)))]  # each line
        spans = [
            ((part.lineno, part.col_offset), (part.end_lineno or 0, part.end_col_offset or 0))
            for part in never_run(module)
        ]
        dull = {"name", "string", "newline", "endmarker", "fstring_string"}
        nodes = [node for node in ast_nodes(get_ast(text)) if node.type not in dull]
        nodes = [node for node in nodes if node.parent is None or node.parent.type != "parameters"]
        self.at: dict[Mutant, tuple[Any, int]] = {}  # the node, and which of its mutations
        for name, operator in operators().items():
            positions = (
                (node, index, place)
                for node in nodes
                for index, (place, _) in enumerate(operator.mutation_positions(node))
            )
            for occurrence, (node, index, place) in enumerate(positions):
                if not any(first <= place < last for first, last in spans):
                    self.at[Mutant(file, name, occurrence, place)] = node, index

        self.functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]

    def around(self, mutant: Mutant) -> str:
        """What the innermost function around a mutant does; nothing, outside of functions."""
        line = mutant.place[0]
        around = [f for f in self.functions if f.lineno <= line <= (f.end_lineno or 0)]
        return ast.dump(max(around, key=lambda f: f.lineno)) if around else ""

    def mutated(self, mutant: Mutant) -> str:
        """The text with one node changed."""
        node, index = self.at[mutant]
        parent, node.parent = node.parent, None
        changed = deepcopy(node)  # and not the whole tree, to which the parent leads
        node.parent = changed.parent = parent
        changed = operators()[mutant.operator].mutate(changed, index)
        first, last = (
            self.begins[line - 1] + column
            for line, column in (node.get_start_pos_of_prefix(), node.end_pos)
        )
        return self.text[:first] + (changed.get_code() if changed else "") + self.text[last:]


tree = cache(Tree)


@cache
def mutated(mutant: Mutant) -> str | None:
    """The source of a mutant; None if it does not compile."""
    code = tree(mutant.file).mutated(mutant)
    try:
        ast.parse(code)
    except SyntaxError:
        return None
    return code


def drawn(files: Iterable[str], n_places: int, seed: int) -> list[Mutant]:
    """A random mutant at each of so many random places.

    Chance is the hash of a place's line, so a change elsewhere leaves the sample as it is.
    """

    def chance(mutant: Mutant, *more: object) -> bytes:
        line = source(mutant.file).splitlines()[mutant.place[0] - 1]
        return hashlib.sha256(repr((seed, mutant.file, line, mutant.place[1], more)).encode()).digest()

    places = defaultdict(list)
    for file in files:
        for mutant in tree(file).at:
            places[mutant.file, mutant.place].append(mutant)
    print(f"{len(places)} places in the code", file=sys.stderr, flush=True)
    chosen: list[Mutant] = []
    for there in sorted(places.values(), key=lambda there: chance(there[0])):
        alive = list(filter(mutated, there))
        chosen += [alive[int.from_bytes(chance(there[0], "which")) % len(alive)]] if alive else []
        if len(chosen) == n_places:
            break
    return chosen


@cache
def difference(mutant: Mutant) -> str:
    """What a mutant changes, as a short diff."""
    old, new = source(mutant.file).splitlines(), (mutated(mutant) or "").splitlines()
    for end in (0, -1):
        while old and new and old[end] == new[end]:
            del old[end], new[end]
    return "\n".join([*(f"-{line}" for line in old), *(f"+{line}" for line in new)])


def equivalent() -> set[tuple[str, str]]:
    """The mutants that are known to change nothing, by file and diff without its spaces."""
    known = set()
    for entry in tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutants"]:
        there = "".join(source(entry["file"]).split())
        for change in entry["changes"].strip().split("\n\n"):
            old = "".join(line[1:] for line in change.splitlines() if line.startswith("-"))
            if "".join(old.split()) not in there:
                print(f"{EQUIVALENT.name}: no longer in {entry['file']}:\n{change}", file=sys.stderr)
            known.add((entry["file"], "".join(change.split())))
    return known


# The tests ------------------------------------------------------------------------------------------


@cache
def nearest(file: str) -> list[list[str]]:
    """The tests nearest to a module, as arguments of pytest, stage by stage.

    They are the module's own test file or what stands in for it; what its docstrings say of
    defaults; and for a model its settings, its gates and its part of the contract.
    """
    path = Path(file).relative_to("neurohistory")
    module = ".".join(Path(file).with_suffix("").parts)
    own = sorted((ROOT / "tests" / path.parent).glob(f"test_{path.stem}*.py"))
    stages = list(NEAREST.get(path.with_suffix("").as_posix(), ()))
    stages = stages or [[str(test.relative_to(ROOT))] for test in own]
    stages = stages or list(NEAREST.get(f"{path.parent.as_posix()}/*", ()))
    if not stages:
        sys.exit(f"no tests are known to be near to {file}; name some in NEAREST")
    stages.append([f"tests/test_signatures.py::{DEFAULTS}[{module}]"])
    if path.parent.name == "models":
        stages.append([CARDS])
        stages.append([PROMISES, "-k", f"{path.stem} or own_optimizer"])
        stages.append(["tests/test_several_bits.py"])
        stages.append(["tests/models/test_settings.py", "-k", path.stem])
        stages.append(["tests/test_grid.py", "-k", path.stem])
        stages.append(["tests/test_contract.py", "-k", f"our_contract and [{path.stem}-"])
    return stages


def run_stages(stages: list[list[str]]) -> int:
    """Run some tests, stage by stage; 0 if nothing failed."""
    import pytest

    return int(any(pytest.main([*PYTEST, *stage]) for stage in stages))


def run_tests(file: str, sharpest: Sequence[str] = ()) -> int:
    """Run the tests nearest to a module, and the examples of its docstrings; 0 if nothing failed.

    The sharpest tests come first; if they cannot even be found, that says nothing.
    """
    import numpy as np
    import pytest

    if sharpest and pytest.main([*PYTEST, *sharpest]) == pytest.ExitCode.TESTS_FAILED:
        return 1
    if run_stages(nearest(file)):
        return 1
    module = importlib.import_module(".".join(Path(file).with_suffix("").parts))
    with np.printoptions(legacy=False):
        return doctest.testmod(module).failed


def in_child(
    tests: Callable[[], int], copy: Path, python: Path, log: Path, most_seconds: int
) -> tuple[str, float]:
    """Run tests in a forked process; killed, survived or endless, and the seconds it computed."""
    began = time.perf_counter()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setsid()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            os.chdir(copy)
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(out, 1)
            os.dup2(out, 2)
            sys.path.insert(0, str(copy))
            sys.executable = str(python)  # for the tests that start a process
            resource.setrlimit(resource.RLIMIT_CPU, (most_seconds, most_seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            code = min(1, tests())
        finally:
            os._exit(code)
    done = 0
    try:
        while not done and time.perf_counter() - began < 20 * most_seconds:
            done, status, used = os.wait4(child, os.WNOHANG)
            time.sleep(0.01)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)  # and all that it started
    if not done:
        _, status, used = os.wait4(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}:
        outcome = "endless"
    else:
        outcome = "survived" if status == 0 else "killed"
    return outcome, used.ru_utime + used.ru_stime


# The run --------------------------------------------------------------------------------------------


def digest(texts: Iterable[str]) -> str:
    """A fingerprint of texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


class Results:
    """What became of each mutant, in a file, one a line.

    A mutant that was killed stays so while the function that it is in stays as it is; one that
    survived is tried again if the tests changed.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        self.known = {entry["mutant"]: entry for entry in map(json.loads, lines)}

    def _of(self, mutant: Mutant) -> dict[str, str]:
        parts = (mutant.file, tree(mutant.file).around(mutant), difference(mutant))
        named = {ROOT / stage[0].split("::")[0] for stage in nearest(mutant.file)}
        tests = {test for path in named for test in (path.rglob("*.py") if path.is_dir() else [path])}
        texts = (source(str(test.relative_to(ROOT))) for test in sorted(tests))
        return {"mutant": digest(parts), "tests": digest(texts)}

    def get(self, mutant: Mutant) -> str | None:
        now = self._of(mutant)
        then = self.known.get(now["mutant"], {})
        outcome = then.get("outcome")
        return outcome if outcome != "survived" or then["tests"] == now["tests"] else None

    def put(self, mutant: Mutant, outcome: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            print(json.dumps({**self._of(mutant), "outcome": outcome}), file=file)


class Trial:
    """A copy of the repository in which mutants are tried."""

    def __init__(self, folder: Path, most_seconds: int) -> None:
        self.most_seconds = most_seconds
        self.copy = copy_of_the_repository(folder / "copy")
        self.python = python_that_imports(self.copy, folder / "venv")
        self.log = folder / "log"
        self.plain: dict[str, bool] = {}  # whether tests pass without a mutant
        self.sharpest: dict[str, list[str]] = defaultdict(list)  # what has failed last, by module

    def of(self, mutant: Mutant) -> tuple[str, float]:
        """What becomes of a mutant, and after how many seconds of computing."""
        file = self.copy / mutant.file
        file.write_text(mutated(mutant) or "", encoding="utf-8")
        outcome, seconds = self._run(partial(run_tests, mutant.file, self.sharpest[mutant.file]))
        file.write_text(source(mutant.file), encoding="utf-8")
        if outcome == "killed" and not self._sound(mutant.file):
            return "untested", seconds
        return outcome, seconds

    def _sound(self, file: str) -> bool:
        """Whether the test that failed just now passes without a mutant."""
        log = self.log.read_text(encoding="utf-8")
        failed = re.findall(r"^FAILED (\S.*?)(?: - .*)?$", log, re.MULTILINE)
        last = [*failed, *(test for test in self.sharpest[file] if test not in failed)]
        self.sharpest[file] = last[:MOST_SHARPEST]
        tests = failed[0] if failed else file  # an example in a docstring, or a test that cannot begin
        if tests not in self.plain:
            run = partial(run_stages, [[tests]]) if failed else partial(run_tests, file)
            self.plain[tests] = self._run(run)[0] == "survived"
        return self.plain[tests]

    def _run(self, tests: Callable[[], int]) -> tuple[str, float]:
        return in_child(tests, self.copy, self.python, self.log, self.most_seconds)


def prepare_to_fork() -> None:
    """What a process would do again for each mutant, it does not."""
    from hypothesis import Phase, settings

    settings.register_profile("found is enough", phases=[Phase.explicit, Phase.generate])
    settings.load_profile("found is enough")  # from which that of the tests takes what it leaves open
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False  # tests are compiled once
    gc.freeze()  # what is there by now is no garbage


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


def python_that_imports(copy: Path, folder: Path) -> Path:
    """An interpreter that finds the copy, and all else where this one does."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    elsewhere = [path for path in sys.path if path and Path(path) not in {ROOT, Path(__file__).parent}]
    site = next(folder.glob("lib/python*/site-packages"))
    (site / "copy.pth").write_text("\n".join([str(copy), *elsewhere]), encoding="utf-8")
    return folder / "bin" / "python"


def main() -> int:
    """Make the mutants, run the tests, print the score and the survivors."""
    parser = argparse.ArgumentParser(description="Break the code on purpose: do the tests notice?")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--sample", type=int, default=400, help="how many places (default: 400)")
    which.add_argument("--all", action="store_true", help="every mutant at every place")
    parser.add_argument("--seed", type=int, default=0, help="of the sample (default: 0)")
    parser.add_argument(
        "--seconds",
        type=int,
        default=100,
        help="that the tests of a mutant may compute (default: 100; the slowest take half of that)",
    )
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
        chosen = [mutant for file in files for mutant in tree(file).at if mutated(mutant)]
    else:
        chosen = drawn(files, options.sample, options.seed)
    if options.list:
        for mutant in chosen:
            print(mutant.name, difference(mutant), sep="\n")
        return 0

    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    for name in SLOW:
        importlib.import_module(name)
    prepare_to_fork()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a score of what was tried by then
    results, known = Results(options.results), equivalent()
    outcomes: dict[Mutant, str] = {}
    with (
        tempfile.TemporaryDirectory(prefix="mutants-") as scratch,
        contextlib.suppress(KeyboardInterrupt),
    ):
        trial = Trial(Path(scratch), options.seconds)
        for number, mutant in enumerate(chosen, 1):
            outcome = results.get(mutant)
            if (mutant.file, "".join(difference(mutant).split())) in known:
                outcome = "equivalent"
            if outcome is None:
                outcome, seconds = trial.of(mutant)
                if outcome != "untested":
                    results.put(mutant, outcome)
                progress = f"{number}/{len(chosen)} {outcome} after {seconds:.1f} s: {mutant.name}"
                print(progress, file=sys.stderr, flush=True)
            outcomes[mutant] = outcome

    for mutant in sorted(mutant for mutant, outcome in outcomes.items() if outcome == "survived"):
        print(mutant.name, difference(mutant), "", sep="\n")
    print(score(list(outcomes.values())))
    return 0 if set(outcomes) == set(chosen) and "untested" not in outcomes.values() else 1


def score(outcomes: list[str]) -> str:
    """The fraction of mutants that were killed, with Wilson's interval of 95 %."""
    from scipy.stats import binomtest

    n = {outcome: outcomes.count(outcome) for outcome in OUTCOMES}
    dead = n["killed"] + n["endless"]
    tried = dead + n["survived"]
    low, high = binomtest(dead, tried).proportion_ci(0.95, method="wilson")
    return (
        f"{dead} of {tried} mutants killed, {n['endless']} of them because the tests did not end: "
        f"{dead / tried:.1%}, interval {low:.1%} to {high:.1%}; {n['equivalent']} are equivalent; "
        f"{n['untested']} could not be tried, for the tests fail without them"
    )


if __name__ == "__main__":
    sys.exit(main())
