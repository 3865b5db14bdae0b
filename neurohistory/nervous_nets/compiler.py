"""From logic to nets: any expression or truth table becomes cells whose spikes arrive together.

Cells of 1943 say nothing out of silence, so a function can be wired from inputs alone if and only if
it is false when all inputs are.  Any other is wired as the opposite of its opposite, with one more
source, a `CLOCK` that fires at every tick.  The clock is ours.

Everything else needs no clock, because a signal may be *negated*: a cell that fires for "a or b" also
carries "not a and not b", and who needs that gives it an inhibitory ending.

Each synapse costs a tick.  So that all endings on a cell speak of the same moment, early signals wait
in relays; a net then answers the question of tick t at tick ``t + net.delay``, and may be asked anew at
every tick.  The threshold is 2, as in the paper's Figure 1, but n where n > 2 excitatory sources are
all needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neurohistory.nervous_nets.logic import (
    MAX_VARIABLES,
    And,
    Constant,
    Formula,
    Not,
    Or,
    Variable,
    cases,
    parse,
)
from neurohistory.nervous_nets.net import Net, Neuron, run
from neurohistory.problems.problem import Problem

__all__ = ["CLOCK", "check", "compile_expression", "compile_table"]

CLOCK = "clock"


def compile_expression(expression: str, variables: Iterable[str] | None = None) -> Net:
    """Wire a net that computes an expression of logic.

    The net follows the expression, so a short expression makes a small net.  It is not always the
    smallest or the fastest there is.

    Parameters
    ----------
    expression : str
        Names, 0 and 1, ``and or not xor`` or ``& | ~ ^``, parentheses.
    variables : iterable of str, optional
        The inputs, in this order; at most 10.  By default the names in the expression, sorted.

    Returns
    -------
    Net
        Acyclic; its last neuron is the answer, `Net.delay` ticks later.  It has the tonic source
        `CLOCK` only if the expression is true of silence.

    Raises
    ------
    TypeError, ValueError
        If the expression cannot be read, uses an unknown name or too many, or calls a variable
        ``clock``.

    Examples
    --------
    >>> net = compile_expression("a xor b")
    >>> [neuron.name for neuron in net.neurons], net.delay, net.tonic
    (['a and not b', 'b and not a', 'a xor b'], 2, ())
    """
    formula, names = parse(expression, variables)
    wiring = _Wiring(names)
    return wiring.net(wiring.wire(formula))


def compile_table(answers: Problem | str | ArrayLike, variables: Sequence[str] | None = None) -> Net:
    """Wire a net that computes a truth table, in two layers: a cell for each yes, and one for "or".

    If the table says yes to silence, there is a cell for each *no* instead, and the last cell is
    driven by the `CLOCK` and silenced by them.

    Parameters
    ----------
    answers : Problem, or str or array of 0 and 1, shape (case,)
        The answers to 00, 01, 10, 11 and so on, such as ``"0110"``; or a gate with all its cases.
    variables : sequence of str, optional
        The inputs' names, first column first; by default a, b, c, ...

    Returns
    -------
    Net
        Acyclic, with a delay of at most 2 ticks; its last neuron is the answer.

    Raises
    ------
    ValueError
        If the number of answers is not 2, 4, 8, ... up to 1,024, an answer is neither 0 nor 1, a gate
        lacks cases, the number of names does not fit, or a variable is called ``clock``.

    Examples
    --------
    >>> net = compile_table("0110")
    >>> [neuron.name for neuron in net.neurons], net.delay
    (['case 01', 'case 10', 'any case'], 2)
    """
    truth = _answers(answers)
    n = len(truth).bit_length() - 1
    names = tuple("abcdefghij"[:n] if variables is None else variables)
    if len(names) != n:
        raise ValueError(f"{len(truth)} answers are those of {n} inputs, not of {len(names)} names")
    wiring = _Wiring(names)
    signals = [_Signal(name, name) for name in names]
    negated = bool(truth[0])
    rows = [
        wiring.all_of(
            [signal if on else signal.negation for signal, on in zip(signals, row, strict=True)],
            f"case {''.join(str(int(on)) for on in row)}",
        )
        for row in cases(n)[truth != negated]
    ]
    found = wiring.any_of(rows, "any case")
    return wiring.net(found.negation if negated else found)


def check(net: Net, table: Problem) -> NDArray[np.bool_]:
    """Put every case of a truth table to a net, each for a single tick, and compare the answers.

    Parameters
    ----------
    net : Net
        Acyclic, with as many inputs as the table has columns; its last neuron is the answer.
    table : Problem

    Returns
    -------
    ndarray of bool, shape (case,)
        Whether the net answers right, so many ticks after the question as `Net.depth` has for its
        last neuron.

    Raises
    ------
    ValueError
        If the net has a cycle, or another number of inputs.

    Examples
    --------
    >>> from neurohistory.nervous_nets.logic import truth_table
    >>> check(compile_expression("a and b"), truth_table("a or b"))
    array([ True, False, False,  True])
    """
    if table.n_inputs != len(net.inputs):
        raise ValueError(f"{table!r} asks {table.n_inputs} inputs, and the net has {len(net.inputs)}")
    asked = table.X > 0  # (case, input), of 0/1 and of -1/+1
    spikes = run(net, {name: column[None] for name, column in zip(net.inputs, asked.T, strict=True)})
    answer = net.neurons[-1].name
    return np.asarray(spikes[answer][net.depth[answer]] == table.truth)


class _Signal(NamedTuple):
    """A value that some cell gives, or its opposite if `negated`; without a cell it never comes."""

    cell: str
    text: str
    negated: bool = False

    @property
    def negation(self) -> _Signal:
        return self._replace(negated=not self.negated)


_NEVER = _Signal("", "never")
_ALWAYS = _NEVER.negation


class _Wiring:
    """A net under construction; equal cells are made once."""

    def __init__(self, names: tuple[str, ...]) -> None:
        if CLOCK in names:
            raise ValueError(f"no variable can be called {CLOCK!r}: it is the source that always fires")
        self.inputs = names
        self.depth = dict.fromkeys(names, 0)
        self.neurons: dict[str, Neuron] = {}
        self.made: dict[tuple[frozenset[tuple[str, int]], frozenset[str]], str] = {}

    def wire(self, formula: Formula) -> _Signal:
        match formula:
            case Constant(value):
                return _ALWAYS if value else _NEVER
            case Variable(name):
                return _Signal(name, name)
            case Not(part):
                return self.wire(part).negation
        signals = [self.wire(part) for part in formula.parts]
        match formula:
            case And():
                return self.all_of(signals)
            case Or():
                return self.any_of(signals)
        while len(signals) > 1:  # pairs, then pairs of pairs: fewer layers than one after the other
            pairs = [self.either(*pair) for pair in zip(signals[::2], signals[1::2], strict=False)]
            signals = [*pairs, *signals[len(pairs) * 2 :]]
        return signals[0]

    def all_of(self, signals: Sequence[_Signal], text: str = "") -> _Signal:
        """Excited by all positive signals and silenced by the negated ones."""
        if _NEVER in signals:
            return _NEVER
        positive = {s.cell: s for s in signals if not s.negated}
        negated = {s.cell: s for s in signals if s.negated and s.cell}
        if positive.keys() & negated.keys():
            return _NEVER
        if not positive and not negated:
            return _ALWAYS
        if len(positive) + len(negated) == 1:
            return [*positive.values(), *negated.values()][0]
        if not positive:
            return self.any_of([signal.negation for signal in negated.values()]).negation
        exciting = [_bracketed(signal.text) for signal in positive.values()]
        vetoes = [f"not {_bracketed(signal.text)}" for signal in negated.values()]
        text = text or " and ".join([*exciting, *vetoes])
        each = 2 if len(positive) == 1 else 1
        return self.cell(text, dict.fromkeys(positive, each), negated, threshold=max(2, len(positive)))

    def any_of(self, signals: Sequence[_Signal], text: str = "") -> _Signal:
        """Excited enough by each signal; if one is negated, the opposite of `all_of` the opposites."""
        different = {signal.cell: signal for signal in signals if signal != _NEVER}
        if len(different) < 2 or any(signal.negated for signal in signals):
            return self.all_of([signal.negation for signal in signals]).negation
        text = text or " or ".join(_bracketed(signal.text) for signal in different.values())
        return self.cell(text, dict.fromkeys(different, 2), ())

    def either(self, one: _Signal, other: _Signal) -> _Signal:
        """Exclusive or; negations move outside, where they cost nothing."""
        a, b = one._replace(negated=False), other._replace(negated=False)
        text = f"{_bracketed(a.text)} xor {_bracketed(b.text)}"
        only = [self.all_of([a, b.negation]), self.all_of([b, a.negation])]
        found = self.any_of(only, text)
        return found.negation if one.negated != other.negated else found

    def cell(
        self, text: str, excitatory: dict[str, int], inhibitory: Iterable[str], threshold: int = 2
    ) -> _Signal:
        """A cell on which all endings speak of the same moment."""
        depth = max(self.depth[source] for source in [*excitatory, *inhibitory])
        excites = {self.later(source, depth): count for source, count in excitatory.items()}
        vetoes = [self.later(source, depth) for source in inhibitory]
        # The threshold follows from the endings: 2 if they are twos, their number if they are ones.
        key = frozenset(excites.items()), frozenset(vetoes)
        if key not in self.made:
            self.made[key] = text
            self.neurons[text] = Neuron(text, excites, vetoes, threshold)
            self.depth[text] = depth + 1
        return _Signal(self.made[key], text)

    def later(self, source: str, depth: int) -> str:
        """The source, or of a chain of relays behind it the one as deep as that."""
        name = source
        for ticks in range(1, depth - self.depth[source] + 1):
            before, name = name, f"{_bracketed(source)}, {ticks} later"
            if name not in self.neurons:
                self.neurons[name] = Neuron(name, {before: 2})
                self.depth[name] = self.depth[before] + 1
        return name

    def net(self, answer: _Signal) -> Net:
        """What the answer depends on, with the answer as the last cell."""
        last = self.answer(answer)
        needed, found = set(), [last.name]
        while found:
            neuron = self.neurons.get(found.pop())
            if neuron is not None and neuron.name not in needed:
                needed.add(neuron.name)
                found.extend(neuron.sources)
        kept = [self.neurons[name] for name in self.neurons if name in needed and name != last.name]
        neurons = [*kept, last]
        clock = [CLOCK] if any(CLOCK in neuron.sources for neuron in neurons) else []
        return Net(self.inputs, neurons, clock)

    def answer(self, signal: _Signal) -> Neuron:
        """The last cell: never negated, never a mere input."""
        if not signal.cell:
            name = "always fires" if signal.negated else "never fires"
            self.neurons[name] = Neuron(name, {CLOCK: 2} if signal.negated else {})
            return self.neurons[name]
        if not signal.negated:
            cell = signal.cell if signal.cell in self.neurons else self.later(signal.cell, 1)
            return self.neurons[cell]
        # An "or" need not be waited for: what would excite it can silence the answer itself.
        vetoes: tuple[str, ...] = (signal.cell,)
        denied = self.neurons.get(signal.cell)
        if denied and not denied.inhibitory and all(count == 2 for _, count in denied.excitatory):
            vetoes = denied.sources
        name = f"not {_bracketed(signal.text)}"
        self.neurons[name] = Neuron(name, {CLOCK: 2}, vetoes)
        return self.neurons[name]


def _answers(answers: Problem | str | ArrayLike) -> NDArray[np.bool_]:
    """The answers in the order 00, 01, 10, 11."""
    if isinstance(answers, Problem):
        if answers.target.ndim != 1:
            raise ValueError(
                f"a net is wired for a yes or no, and {answers.name} asks for {answers.asked_of_each}"
            )
        on = answers.X > 0
        order = on @ (1 << np.arange(answers.n_inputs)[::-1])  # each case as a binary number
        if sorted(order) != list(range(2**answers.n_inputs)):
            raise ValueError(f"{answers!r} lacks cases; a net is wired for a whole truth table")
        values = answers.truth[np.argsort(order)]
    else:
        values = np.array(list(answers) if isinstance(answers, str) else answers)
        if (
            values.ndim != 1
            or not np.isin(values, ("0", "1") if isinstance(answers, str) else (0, 1)).all()
        ):
            raise ValueError(f"the answers are a row of 0 and 1, such as '0110', not {answers!r}")
        values = values.astype(int).astype(bool)
    if len(values) not in [2**n for n in range(1, MAX_VARIABLES + 1)]:
        raise ValueError(
            f"a truth table has 2, 4, 8, ... up to {2**MAX_VARIABLES:,} answers, not {len(values)}"
        )
    return values


def _bracketed(text: str) -> str:
    return f"({text})" if " " in text else text
