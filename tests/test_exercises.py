"""The numbers in the answers to the exercises, worked out again: each stands in its answer.

What takes long is asked of fewer starts, or stands in words that a few starts decide.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neurohistory import (
    AND,
    XOR,
    from_truth_table,
    get_problem,
    load,
    parity,
    run,
    separate,
    trace,
    train,
)
from neurohistory.models.adaline import Adaline
from neurohistory.models.backprop import MultilayerPerceptron
from neurohistory.models.madaline import Madaline
from neurohistory.models.mark_i import MarkIPerceptron
from neurohistory.models.perceptron import Perceptron
from neurohistory.models.svm import SupportVectorMachine
from neurohistory.nervous_nets import FIGURE_1, Net, Neuron, check, compile_expression
from neurohistory.nervous_nets import run as run_net
from neurohistory.nervous_nets.logic import cases
from neurohistory.network.activations import get_activation, logistic
from neurohistory.network.costs import get_cost
from neurohistory.network.initialization import uniform
from neurohistory.network.optimizers import OPTIMIZERS, get_optimizer
from neurohistory.network.propagation import Network
from neurohistory.network.races import BEALE, LONG_VALLEY, SADDLE, race, steps_to_reach
from neurohistory.network.theta import n_parameters
from neurohistory.problems.gates import TWO_INPUT
from neurohistory.problems.variants import fewer
from neurohistory.site.answers import answers_to
from neurohistory.theory.capacity import cover_probability
from neurohistory.theory.learning_curve import decay, least_squares, time_constant
from neurohistory.theory.predicates import retinas
from neurohistory.theory.predicates.order import order_of
from neurohistory.theory.random_wiring import unit_kinds

GALLERY = Path(__file__).parents[1] / "gallery"


@cache
def answers(chapter: str) -> dict[int, str]:
    return {n: " ".join(text.split()) for n, text in answers_to(GALLERY / f"{chapter}.py").items()}


def says(chapter: str, exercise: int, *numbers: object) -> None:
    """The answer has these numbers, in this order."""
    rest = answers(chapter)[exercise].replace("−", "-")
    for number in numbers:
        before, found, rest = rest.partition(str(number))
        assert found, f"{number} is missing behind {before!r}"


# The story ----------------------------------------------------------------------------------------


def test_twelve_endings_beat_a_weight_of_minus_ten() -> None:
    unit, both = load("perceptron")(), np.array([[1.0, 1.0]])
    state = unit.start(both, np.array([1.0]), 1, np.random.default_rng(0))

    def fewest(weight: float) -> int:
        for n in range(1, 200):
            wired = state._replace(bias=np.array([-2.0]), weights=np.array([[float(n)], [weight]]))
            if unit.decide(unit.respond(wired, both)).item():
                return n
        raise AssertionError

    says("1943_mcculloch_pitts", 4, fewest(-10))
    assert fewest(-99) == 101


def test_two_short_touches_of_cold_feel_hot_twice() -> None:
    felt = run_net(FIGURE_1["e"].net, {"N2": [1, 0, 1]})
    assert felt.ticks("N4") == []
    says("1943_nets_with_time", 1, *felt.ticks("N3"))


def test_the_loop_of_net_i_forgets_by_a_veto_on_its_cell() -> None:
    loop, answer = FIGURE_1["i"].net.neurons
    net = Net(["N1", "N2", "N4"], [Neuron("a", dict(loop.excitatory), ["N4"]), answer])
    bell, food, stop = np.zeros((3, 16), dtype=int)
    bell[[1, 3, 6, 9, 12]], food[3], stop[8] = 1, 1, 1
    spikes = run_net(net, {"N1": bell, "N2": food, "N4": stop}, ticks=16)
    assert spikes.ticks("N3") == [4, 7]


def test_rings_of_three_and_four_meet_every_twelve_ticks() -> None:
    def ring(name: str, n: int) -> list[Neuron]:
        relays = [Neuron(f"{name}{k}", {f"{name}{k - 1}": 2}) for k in range(2, n + 1)]
        return [Neuron(f"{name}1", {"start": 2, f"{name}{n}": 2}), *relays]

    net = Net(["start"], [*ring("p", 3), *ring("q", 4), Neuron("both", {"p1": 1, "q1": 1})])
    (period,) = {*np.diff(run_net(net, {"start": [1]}, ticks=60).ticks("both")).tolist()}
    says("1943_nets_with_time", 3, period)


def test_two_of_three_take_four_cells_or_one() -> None:
    net = compile_expression("(a and b) or (a and c) or (b and c)")
    says("1943_wired_logic", 1, len(net.neurons), net.delay)
    asked = from_truth_table("", cases(3).astype(float), cases(3).sum(axis=1) >= 2)
    assert check(Net(["a", "b", "c"], [Neuron("m", dict.fromkeys("abc", 1))]), asked).all()


def test_no_cell_with_up_to_three_endings_does_xor() -> None:
    best, wirings = 0, list(product(("veto", 0, 1, 2, 3), repeat=2))
    for wiring, threshold in product(wirings, range(1, 8)):
        on = dict(zip("ab", wiring, strict=True))
        excites = {name: n for name, n in on.items() if isinstance(n, int) and n}
        vetoes = [name for name, n in on.items() if n == "veto"]
        net = Net(["a", "b"], [Neuron("c", excites, vetoes, threshold)])
        best = max(best, int(check(net, XOR).sum()))
    says("1943_wired_logic", 3, 7 * len(wirings), best)


def walk(problem: Any, rate: float = 1.0) -> tuple[int, list[float]]:
    """How many corrections, and the weights at the end, from zero and in order."""
    unit = Perceptron(order="cyclic", initial_scale=0, learning_rate=rate)
    entries = list(trace(unit, problem.X, problem.target))
    return sum(entry.error != 0 for entry in entries), list(entries[-1].after.values())


def test_the_rate_sets_the_scale_but_for_rounding() -> None:
    says("1958_perceptron", 1, walk(AND, 0.5)[0], walk(AND, 0.1)[0], walk(AND)[0])


def test_nand_is_no_mirror_image_of_and() -> None:
    corrections, weights = walk(get_problem("NAND"))
    says("1958_perceptron", 2, *(f"{weight:.0f}" for weight in weights), corrections)
    assert walk(AND)[0] == corrections + 1


def test_nor_has_a_plane_and_parity_has_none() -> None:
    for problem, solved in ((get_problem("NOR"), 1000), (parity(3), 0)):
        assert separate(problem.X, problem.target).separable == (solved > 0)
        says("1958_perceptron", 3, run("perceptron", problem, starts=1000).n_solved)


def ends_of_epochs(order: tuple[int, ...] = (0, 1, 2, 3), rng: int = 0, **settings: Any) -> list[Any]:
    unit = Perceptron(order="cyclic", max_epochs=30, **settings)
    entries = list(trace(unit, XOR.X[[*order]], XOR.target[[*order]], rng=rng))
    return [tuple(entry.after.values()) for entry in entries[3::4]]


@pytest.mark.parametrize("rng", range(5))
def test_the_walk_closes_from_random_weights_too(rng: int) -> None:
    ends = ends_of_epochs(rng=rng)
    assert ends[-1] == ends[-2] == ends[10]


def test_the_walk_at_a_tenth_of_the_size_and_in_another_order() -> None:
    assert ends_of_epochs(initial_scale=0, learning_rate=0.1)[-1] == (0.0, -0.1, 0.0)
    ends = ends_of_epochs((0, 3, 1, 2), initial_scale=0)
    says("1958_round_and_round", 3, 2, 4, *(f"{weight:.0f}" for weight in ends[-1]))


def test_up_to_two_no_cases_for_a_yes_adaline_does_and() -> None:
    gate, sums = AND.bipolar, []
    for k in (1, 2, 3, 4):
        shown = np.array([0] * k + [1] * k + [2] * k + [3])
        bias, weights = least_squares(gate.X[shown], gate.target[shown])
        sums.append(gate.X[3] @ weights + bias)
        assert sums[-1] == pytest.approx(1 - 2 * k / (k + 3))
    says("1960_adaline", 1, f"{sums[0]:.1f}", f"{sums[1]:.1f}", f"{sums[3]:.2f}")


def test_half_and_one_and_a_half_fall_side_by_side() -> None:
    assert decay(1.5, 17) == pytest.approx(decay(0.5, 17))
    says("1960_adaline", 3, f"{decay(0.5, 17):.4f}")
    swung = Adaline(order="cyclic", learning_rate=2.0, max_epochs=40)
    last = list(trace(swung, AND.bipolar.X, AND.bipolar.target, rng=18))[-8:]
    assert max(abs(gain) for entry in last for gain in entry.after.values()) > 60


def test_the_bottom_of_the_bowl_by_coding() -> None:
    assert [*least_squares(XOR.X, XOR.target)[1], least_squares(XOR.X, XOR.target)[0]] == [0, 0, 0]
    bias, weights = least_squares(AND.X, AND.target)
    says("1960_adaline", 4, f"{bias:.1f}", f"{weights[0]:.0f}")


def test_the_rate_that_costs_a_tenth() -> None:
    says("1960_knobby_adaline", 3, "2/11", f"{time_constant(2 / 11, 17):.1f}")


def test_machines_of_random_units_by_their_kinds() -> None:
    found = unit_kinds(XOR.X, excitatory=5, inhibitory=5, threshold=1)
    assert sorted(map(tuple, XOR.X[np.flatnonzero(found.active.any(axis=1))].tolist())) == [
        (0, 1),
        (1, 0),
    ]
    machine = MarkIPerceptron(excitatory=5, inhibitory=5)
    learned = [run(machine, gate, starts=50).n_solved for gate in (XOR, AND, get_problem("OR"))]
    says("1960_mark_i", 1, f"{learned[0]} of 50", f"{learned[1]} of 50")
    assert learned[1] == learned[2]
    machine = MarkIPerceptron(excitatory=4, inhibitory=6, threshold=0)
    learned = [run(machine, get_problem(name), starts=50).n_solved for name in ("NAND", "XNOR")]
    says("1960_mark_i", 2, *(f"{n} of 50" for n in learned[:1]), f"and {learned[1]}")


def test_not_every_fixed_order_is_a_trap() -> None:
    order = [0, 1, 3, 2]
    asked = from_truth_table("XOR", XOR.X[order], XOR.truth[order])
    history = train(Madaline(order="cyclic", initial_scale=0), asked.X, asked.target)
    says("1962_madaline_fixed_order", 1, f"{history.epochs_to_solve[0]:.0f} epochs")
    assert run(Madaline(order="cyclic"), asked, starts=250).n_solved == 250
    learned = [
        run(Madaline(order="cyclic", initial_scale=s), XOR, starts=100).n_solved for s in (1, 0.1)
    ]
    says("1962_madaline_fixed_order", 2, *(100 - n for n in learned))


def test_large_first_weights_leave_units_out() -> None:
    learned = [run(Madaline(initial_scale=s), XOR, starts=1000).n_solved for s in (0.1, 1.0)]
    says("1962_madaline", 3, *learned)
    slow = [
        run(Madaline(learning_rate=0.1, element=e, max_epochs=100), XOR, starts=250)
        for e in ("or", "and")
    ]
    says("1962_madaline", 2, slow[0].n_solved, slow[1].n_solved)


def test_forty_patterns_are_mostly_too_many() -> None:
    chance = cover_probability(40, 17)
    says("1965_capacity", 1, f"{400 * chance:.0f} of 400", f"{chance:.3f}")
    assert all(cover_probability(2 * n, n) == 0.5 for n in (1, 2, 5, 16))


def test_the_proof_for_xnor_and_the_count_of_three_inputs() -> None:
    asked = TWO_INPUT["XNOR"]
    assert separate(asked.X, asked.target).multipliers == (1, 1, 1, 1)
    rows = product((False, True), repeat=8)
    gates = (from_truth_table("", parity(3).X, np.array(row)) for row in rows)
    says("1969_xor", 2, sum(separate(gate.X, gate.target).separable is True for gate in gates))


def test_a_ring_is_in_one_piece_by_pairs() -> None:
    orders = []
    for n in (3, 4, 5, 8):
        X = np.array(list(product((0.0, 1.0), repeat=n)))
        orders.append(order_of(X, (np.roll(X, 1, axis=1) < X).sum(axis=1) <= 1).order)
    assert orders == [0, 2, 2, 2]
    says("1969_xor_and_order", 1, 3, 0, 2)
    assert order_of(retinas.connectedness(2, 5).X, retinas.connectedness(2, 5).truth).order == 3


def test_equal_weights_for_all_cases_are_a_certificate_for_parity() -> None:
    from neurohistory.models.minsky_papert import partial_predicates

    found = separate(partial_predicates(parity(5).X, 4)[:, 1:], parity(5).target)
    assert found.multipliers == (1,) * len(found.multipliers)
    says("1969_xor_and_beyond", 2, len(found.multipliers))


def test_two_units_under_or_lose_no_gate_of_two_inputs() -> None:
    for gate in TWO_INPUT.values():
        assert run(Madaline(), gate.bipolar, starts=20).n_solved == 20
    two_ones = parity(3).X.sum(axis=1) == 2
    for truth, solved in ((two_ones, 0), (~two_ones, 20)):
        asked = from_truth_table("", parity(3).bipolar.X, truth)
        assert run(Madaline(), asked, starts=20).n_solved == solved


def test_wide_starts_of_back_propagation_are_quick_and_get_stuck() -> None:
    wide, usual = (run(f"backprop:initialization={r}", XOR, starts=1000) for r in (3, 0.5))
    says("1986_backprop", 1, wide.n_solved, usual.n_solved)
    says("1986_backprop", 1, f"{wide.epochs.median:.0f} sweeps", f"{usual.epochs.median:.0f}")


def test_starts_that_do_not_arrive_and_one_that_does_not_move() -> None:
    says("1986_backprop", 2, run("backprop:momentum=0", XOR, starts=200).n_solved)
    model = MultilayerPerceptron()
    history = train(model, XOR.X, XOR.target, rng=5)
    said = model.output(model.respond(history.end, XOR.X))[:, 0]
    says("1986_backprop", 3, f"{said[0]:.2f}", f"{said[1]:.2f}")
    assert not history.solved[0]
    still = train(MultilayerPerceptron(initialization="zeros"), XOR.X, XOR.target)
    assert not still.end.theta.any()


def test_half_the_momentum_brings_the_code_back() -> None:
    model = MultilayerPerceptron((3,), learning_rate=0.5, momentum=0.5, max_epochs=1500)
    assert run(model, get_problem("ENCODER8"), starts=10).n_solved == 10


def test_support_vectors_by_hand() -> None:
    gate = XOR.bipolar
    end = run("svm:kernel=poly,gamma=1.0,degree=3", gate, starts=1).history.end
    np.testing.assert_allclose(np.abs(end.multipliers), 1 / 24, rtol=1e-4)
    for C in (1.0, 1e6):
        trial = run(SupportVectorMachine("linear", C=C), gate, starts=1)
        assert (np.abs(trial.history.end.multipliers) == C).all()
        assert trial.history.mistakes[-1, 0] == 2


def test_small_weights_tell_a_boltzmann_machine_nothing_of_xor() -> None:
    assert run("rbm:initial_scale=0.1", XOR, starts=100).n_solved == 0
    says("2002_rbm", 1, "0 of 100", run("rbm:initial_scale=0.1", AND, starts=100).n_solved)
    says("2002_rbm", 2, f"{run('rbm:n_hidden=2', XOR, starts=100).n_solved} of 100")


# The course ---------------------------------------------------------------------------------------


def test_sums_of_a_neuron_by_hand() -> None:
    ones = XOR.X.sum(axis=1).astype(int)
    says("course/01_neuron_by_hand", 1, *(-10 + 20 * ones), *(-50 + 20 * ones))
    says("course/01_neuron_by_hand", 2, -30, *(-30 + 20 * n for n in range(4)))
    x1, x2 = XOR.X.astype(int).T
    says("course/01_neuron_by_hand", 3, "$x_2$ a negative one", *(-10 + 20 * x1 - 20 * x2))


@pytest.mark.parametrize("factor", [5, 10])
def test_a_network_with_smaller_weights(factor: int) -> None:
    x1, x2 = XOR.X.T
    either, not_both = (logistic(z / factor) for z in (-10 + 20 * (x1 + x2), 30 - 20 * (x1 + x2)))
    said = logistic((-30 + 20 * either + 20 * not_both) / factor)
    says("course/01b_xor_by_hand", 1, *(f"{h:.2f}" for h in said))
    assert ((said > 0.5) == XOR.truth).all() == (factor == 5)


def test_forward_propagation_by_hand() -> None:
    Theta1 = np.array([[-1.0, 2.0, 1.0, 0.5], [0.5, -1.0, 1.5, 1.0], [0.5, 1.0, -2.0, 1.0]])
    before, without = (logistic(Theta1 @ [1, 1, x2, -1]) for x2 in (0.5, 0))
    says("course/03_forward_propagation", 1, f"{before[2]:.2f}", f"{without[2]:.2f}")
    assert (without > before).tolist() == [False, False, True]
    said = logistic(10 * Theta1 @ [1, 1, 0.5, -1])
    says("course/03_forward_propagation", 2, *(f"{a:.4f}" for a in said))
    says("course/03_forward_propagation", 3, f"{n_parameters([784, 16, 16, 10]):,}", f"{785 * 16:,}")
    says("course/03_forward_propagation", 4, n_parameters([3, 8, 8, 1]))


def descent(start: float, alpha: float) -> np.ndarray[Any, Any]:
    """The cost of 300 steps on the points of the chapter."""
    blobs, sizes = fewer(get_problem("blobs"), 200), (2, 4, 3)
    target = (blobs.target > 0).astype(float)[:, :, None]
    network = Network(sizes, get_activation("logistic"), get_cost("cross_entropy"))
    theta = uniform(start)(sizes, 1, np.random.default_rng(0)).round(2)
    costs = [network.cost_of(theta, blobs.X, target)[0]]
    for _ in range(300):
        theta = theta - alpha * network.gradient(theta, blobs.X, target)
        costs.append(network.cost_of(theta, blobs.X, target)[0])
    return np.array(costs)


def test_starts_and_rates_of_the_six_steps() -> None:
    ends = [descent(start, 2.0)[[0, -1]] for start in (0.0, 20.0, 0.5)]
    told = [f"{ends[0][0]:.3f}", f"{ends[0][1]:.2f}", f"{ends[1][0]:.1f}", f"{ends[1][1]:.2f}"]
    says("course/05_training_step_by_step", 1, *told, f"{ends[2][1]:.2f}")
    rises = [int((np.diff(descent(0.5, alpha)) > 0).sum()) for alpha in (5, 5.5, 6)]
    assert rises[0] == 0
    says("course/05_training_step_by_step", 2, *rises[1:])


def test_units_that_start_alike_but_for_one() -> None:
    odd = np.full((3, 4), 0.3)
    blobs = fewer(get_problem("blobs"), 200)
    settings: dict[str, Any] = {"optimizer": "gradient_descent", "learning_rate": 2.0, "max_epochs": 400}
    for exercise, n_alike in ((1, 4), (2, 3)):
        settings["initialization"] = [odd, np.full((5, 3), 0.3)]
        model = MultilayerPerceptron((4,), cost="cross_entropy", **settings)
        trial = run(model, blobs, starts=1)
        first = model.network(trial.history.end).layers(trial.history.end.theta)[0][:, :, 0]
        assert (first == first[:, [3]]).all(axis=0).sum() == n_alike
        says("course/05b_why_not_zero", exercise, f"{trial.final_loss:.2f}")
        odd = odd.copy()
        odd[1, 0] = 0.31


def test_back_propagation_in_other_numbers() -> None:
    Theta1, Theta2 = np.array([[0.1, 0.5, -0.3], [-0.2, 0.4, 0.6]]), np.array([0.3, -0.7, 0.2])
    h = logistic(Theta2 @ [1, *logistic(Theta1 @ [1, 0, 1])])
    says("course/06_backprop_in_numbers", 1, f"{h:+.4f}", f"{h - 1:+.4f}", f"{h / (1 - h):.2f}")


def test_the_fixed_run_without_momentum() -> None:
    hidden = [[-0.276589, -0.402498], [0.432171, -0.038413], [0.448781, 0.036489]]
    start = [np.array(hidden), np.array([[0.279299], [0.27208], [0.081714]])]
    updates = []
    for momentum in (0.0, 0.9):
        model = MultilayerPerceptron((2,), initialization=start, learning_rate=0.5, max_epochs=2000)
        history = train(model.set_params(momentum=momentum), XOR.X, XOR.target, keep_states=False)
        assert history.loss is not None
        updates.append(int((2 * history.loss[:, 0] < 0.04).argmax()))
    says("course/06b_known_results", 2, *(f"{n:,}" for n in updates))


def test_races_from_other_places() -> None:
    all_rules = {name: get_optimizer(name, learning_rate=0.05) for name in OPTIMIZERS}
    on_ridge = race(SADDLE, all_rules, 100, start=(-1.5, 0.0))
    assert not any(path[:, 1].any() for path in on_ridge.values())

    def across(rate: float) -> Any:
        rule = get_optimizer("gradient_descent", learning_rate=rate)
        return np.abs(race(LONG_VALLEY, {"it": rule}, 100)["it"][:, 1])

    np.testing.assert_allclose(across(0.02), 0.6)
    assert across(0.021)[-1] > 8000
    momentum = {"it": get_optimizer("momentum", learning_rate=0.01)}
    path = race(BEALE, momentum, 300, start=(2.0, 0.0))["it"]
    says("course/07_optimizers_racing", 3, steps_to_reach(path, BEALE, 0.1))
    steep = (*(np.hypot(*BEALE.gradient(*np.array(at))) for at in ((2.0, 0.0), BEALE.start)),)
    says("course/07_optimizers_racing", 3, f"{steep[0]:.1f}", f"{steep[1]:.0f}")


def test_a_unit_to_spare_forgives_much() -> None:
    for size in (2, 4):
        network = MultilayerPerceptron((size,), cost="cross_entropy", max_epochs=400)
        solved = [
            run(network.set_params(optimizer=rule, learning_rate=rate), XOR, starts=200).n_solved
            for rule, rate in (("momentum", 1), ("adam", 0.01))
        ]
        says("course/07b_who_is_fastest", 1, *solved)


def test_a_second_layer_costs_as_much_as_five_units() -> None:
    def cost(*sizes: int) -> int:
        weights = n_parameters(sizes)
        return 2 * weights + sum(a * b for a, b in pairwise(sizes[1:]))

    (equal,) = [n for n in range(1, 100) if cost(64, n, 10) == cost(64, 16, 16, 10)]
    says("course/09_three_drawbacks", 2, f"$n = {equal}$", f"{cost(64, 16, 16, 10):,}")


def test_wide_starts_are_stuck_more_often_and_four_units_never() -> None:
    says(
        "course/09b_local_optima", 1, 1000 - run("backprop:initialization=2", XOR, starts=1000).n_solved
    )
    four = run("backprop:hidden_layer_sizes=4", XOR, starts=1000)
    says("course/09b_local_optima", 2, f"{1000 - four.n_solved} of", f"{four.epochs.median:.0f}")
