"""What is a model's own, and what a caller may have set: no number depends on either."""

from __future__ import annotations

import io
import os
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stdout, suppress
from typing import Any

import numpy as np
import pytest

from neurohistory import AND, XOR, HistoricalClassifier, load, run, surface, timeline, trace, train
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.process.isolation import quiet, undisturbed
from neurohistory.states import arrays_of

MODELS = timeline().models
EVERY_SETTING = [
    pytest.param(name, dict(settings), id=f"{name}-{label}" if label else name)
    for name, model in MODELS.items()
    for label, settings in {"": {}, **model.card.variants}.items()
]


def few_epochs(name: str, settings: dict[str, Any]) -> HistoricalClassifier[Any]:
    model = load(name)(**settings)
    wanted = {"max_epochs": 15, "random_state": 0}
    model.set_params(**{k: v for k, v in wanted.items() if k in model.get_params()})
    return model


def arrays(*states: Any) -> list[np.ndarray[Any, Any]]:
    return [array for state in states for array in arrays_of(state).values()]


@pytest.mark.parametrize(("name", "settings"), EVERY_SETTING)
def test_what_a_model_keeps_is_its_own(name: str, settings: dict[str, Any]) -> None:
    model, X, target = few_epochs(name, settings), XOR.X.copy(), XOR.target.copy()
    history = train(model, X, target, n_starts=2, rng=0)
    fitted = few_epochs(name, settings).fit(X, XOR.y)
    before, kept = fitted.state_, history.end
    answers = fitted.predict(XOR.X).tolist()
    for field in arrays(kept, before, *history.states):
        assert not np.shares_memory(field, X)
        assert not np.shares_memory(field, target)
        assert not field.flags.writeable
    copies = [array.copy() for array in arrays(kept)]
    X[:], target[:] = 7, -target
    assert [a.tobytes() for a in arrays(kept)] == [a.tobytes() for a in copies]
    assert fitted.predict(XOR.X).tolist() == answers


@pytest.mark.parametrize(("name", "settings"), EVERY_SETTING)
def test_no_number_depends_on_what_the_caller_makes_of_overflow_and_warnings(
    name: str, settings: dict[str, Any]
) -> None:
    def everything() -> list[Any]:
        trial = run(few_epochs(name, settings), XOR, starts=3, keep_states=True)
        fitted = few_epochs(name, settings).fit(XOR.X * 1e-3, XOR.y)
        grid = surface(trial.model, trial.history.end, XOR, resolution=5).scores
        lines = [list(entry)[:9] for entry in trace(trial.model, XOR.X, XOR.target, rng=0)]
        ends = arrays(*trial.history.states)
        return [
            *(a.tobytes() for a in [*ends, trial.history.mistakes, grid]),
            trial.expectation,
            fitted.predict(XOR.X * 1e-150).tolist(),
            repr(lines),
        ]

    quietly = everything()
    with np.errstate(all="raise"), warnings.catch_warnings():
        warnings.simplefilter("error")
        assert everything() == quietly


def test_what_is_printed_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with quiet():
        print("in between")
        sys.stdout.close()
        print("still there")
    print("result")
    assert capsys.readouterr() == ("result\n", "in between\nstill there\n")


def test_a_caller_who_has_sent_the_output_elsewhere_gets_it_back() -> None:
    elsewhere = io.StringIO()
    with redirect_stdout(elsewhere):
        with undisturbed():
            sys.stdout = sys.stderr
        print("result")
    assert elsewhere.getvalue() == "result\n"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")
def test_a_process_that_a_model_has_forked_may_end() -> None:
    with quiet():
        child = os.fork()
        if not child:
            os._exit(7)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
        with pytest.raises(SystemExit) as left:
            os._exit(3)
    assert left.value.code == 3


def test_an_error_undoes_all_the_same() -> None:
    really, here = os._exit, os.getcwd()
    with suppress(ZeroDivisionError), undisturbed():
        os.chdir(os.sep)
        raise ZeroDivisionError
    assert (os._exit, os.getcwd()) == (really, here)


def test_threads_do_not_take_the_streams_from_each_other() -> None:
    """Only the main thread sets what all share; a model runs in any."""
    out, really, filters = sys.stdout, os._exit, warnings.filters[:]
    with ThreadPoolExecutor(4) as pool:
        running = [pool.submit(run, "perceptron", "AND", starts=3, seed=seed) for seed in range(12)]
        shares = [trial.result().success_rate for trial in running]
    assert shares == [1.0] * 12
    assert (sys.stdout, os._exit, warnings.filters[:]) == (out, really, filters)


@pytest.mark.parametrize("follow", [train, lambda *given: next(trace(*given))])
def test_a_class_is_no_model(follow: Any) -> None:
    with pytest.raises(TypeError, match=r"a model is asked for, Perceptron\(\), and not its class"):
        follow(load("perceptron"), XOR.X, XOR.target)


@pytest.mark.parametrize("model", ["perceptron", None, 3])
def test_what_cannot_learn_is_no_model(model: Any) -> None:
    with pytest.raises(TypeError, match=rf"such as load\('perceptron'\)\(\), and not {model!r}"):
        train(model, XOR.X, XOR.target)


def test_several_classes_are_not_for_everybody() -> None:
    with pytest.raises(ValueError, match=r"tells two classes apart, and the target has 4; .*\[:, 0\]"):
        train(load("perceptron")(), XOR.X, 2 * np.eye(4) - 1)


def test_nobody_can_exchange_a_gate() -> None:
    with pytest.raises(TypeError, match="does not support item assignment"):
        TWO_INPUT["XOR"] = TWO_INPUT["AND"]  # type: ignore[index]


def test_a_state_that_was_handed_out_cannot_be_opened_again() -> None:
    history = train(load("perceptron")(), AND.X, AND.target, rng=0)
    for field in history.states[0]:
        with pytest.raises(ValueError, match="WRITEABLE"):
            field.flags.writeable = True
