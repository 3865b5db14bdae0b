"""The pictures: data in, axes out.

The nouns, and what draws them:

* a **surface**: `draw_region`, with `draw_examples`, `draw_line` and the `draw_key` of
  the marks;
* the **history** of trials: `draw_mistakes`, `draw_loss`, `draw_record`; of one learner:
  `draw_weights`;
* the **starts** that go downhill: `draw_descents`, and those that still make mistakes:
  `draw_unfinished`;
* a **printed** number among those of our starts: `draw_printed`;
* the **states** of a machine that samples: `draw_probabilities`; the **codes** of one that codes:
  `draw_codes`;
* the **starts** of a study: `draw_starts` and `draw_epochs` in rows, `draw_bands` along a curve;
* a **study**: `draw_study`, a figure; on axes `draw_unsolved` by epoch, `draw_success_map` over two
  settings, `draw_median_epochs` against one, `draw_ends` over two weights;
* **trials** beside theory: `draw_success_rates` on axes, `draw_scoreboard` as a figure;
* the **cards** of the models: `draw_timeline`, a figure;
* a **landscape** with the path of learning: `draw_landscape`; a **race** of optimizers:
  `draw_races`; a **network** with its numbers: `draw_network`;
* a **net** of 1943: `draw_net`, and its spikes tick by tick: `draw_spikes`;
* the Boolean **functions** side by side: `draw_function_map`;
* an **image** of pixels, or of weights: `draw_image`, and rows of them: `draw_pictures`;
* a **margin** with its support vectors: `draw_margin`; a plane in **feature space**:
  `draw_feature_space`;
* all of it in words: `describe_region`, `describe_trials`.

What draws on axes takes them first and returns them; nothing here trains or asks a model.  Make
figures under ``matplotlib.rc_context(STYLE)``; `render` turns one into an SVG that knows light and dark
pages.

A name is imported when it is first used: a page leans on the pictures that it draws, and on no others.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neurohistory.plots.descents import draw_descents as draw_descents
    from neurohistory.plots.describe import describe_region as describe_region
    from neurohistory.plots.describe import describe_trials as describe_trials
    from neurohistory.plots.feature_space import draw_feature_space as draw_feature_space
    from neurohistory.plots.function_map import draw_function_map as draw_function_map
    from neurohistory.plots.image import draw_image as draw_image
    from neurohistory.plots.image import draw_pictures as draw_pictures
    from neurohistory.plots.landscape import draw_landscape as draw_landscape
    from neurohistory.plots.learning import draw_loss as draw_loss
    from neurohistory.plots.learning import draw_mistakes as draw_mistakes
    from neurohistory.plots.learning import draw_record as draw_record
    from neurohistory.plots.margin import draw_margin as draw_margin
    from neurohistory.plots.nervous_net import draw_net as draw_net
    from neurohistory.plots.network import draw_network as draw_network
    from neurohistory.plots.printed import draw_printed as draw_printed
    from neurohistory.plots.races import draw_races as draw_races
    from neurohistory.plots.regions import draw_examples as draw_examples
    from neurohistory.plots.regions import draw_key as draw_key
    from neurohistory.plots.regions import draw_line as draw_line
    from neurohistory.plots.regions import draw_region as draw_region
    from neurohistory.plots.rendering import encode as encode
    from neurohistory.plots.rendering import render as render
    from neurohistory.plots.scoreboard import draw_scoreboard as draw_scoreboard
    from neurohistory.plots.spikes import draw_spikes as draw_spikes
    from neurohistory.plots.starts import draw_bands as draw_bands
    from neurohistory.plots.starts import draw_epochs as draw_epochs
    from neurohistory.plots.starts import draw_starts as draw_starts
    from neurohistory.plots.states import draw_codes as draw_codes
    from neurohistory.plots.states import draw_probabilities as draw_probabilities
    from neurohistory.plots.studies import draw_ends as draw_ends
    from neurohistory.plots.studies import draw_median_epochs as draw_median_epochs
    from neurohistory.plots.studies import draw_study as draw_study
    from neurohistory.plots.studies import draw_success_map as draw_success_map
    from neurohistory.plots.studies import draw_unsolved as draw_unsolved
    from neurohistory.plots.success_rates import draw_success_rates as draw_success_rates
    from neurohistory.plots.theme import DARK as DARK
    from neurohistory.plots.theme import STYLE as STYLE
    from neurohistory.plots.timeline import draw_timeline as draw_timeline
    from neurohistory.plots.unfinished import draw_unfinished as draw_unfinished
    from neurohistory.plots.weights import draw_weights as draw_weights

# Where each name lives.
_HOMES = {
    "DARK": "theme",
    "STYLE": "theme",
    "describe_region": "describe",
    "describe_trials": "describe",
    "draw_bands": "starts",
    "draw_codes": "states",
    "draw_descents": "descents",
    "draw_ends": "studies",
    "draw_epochs": "starts",
    "draw_examples": "regions",
    "draw_feature_space": "feature_space",
    "draw_function_map": "function_map",
    "draw_image": "image",
    "draw_key": "regions",
    "draw_landscape": "landscape",
    "draw_line": "regions",
    "draw_loss": "learning",
    "draw_margin": "margin",
    "draw_median_epochs": "studies",
    "draw_mistakes": "learning",
    "draw_net": "nervous_net",
    "draw_network": "network",
    "draw_pictures": "image",
    "draw_printed": "printed",
    "draw_probabilities": "states",
    "draw_races": "races",
    "draw_record": "learning",
    "draw_region": "regions",
    "draw_scoreboard": "scoreboard",
    "draw_spikes": "spikes",
    "draw_starts": "starts",
    "draw_study": "studies",
    "draw_success_map": "studies",
    "draw_success_rates": "success_rates",
    "draw_timeline": "timeline",
    "draw_unfinished": "unfinished",
    "draw_unsolved": "studies",
    "draw_weights": "weights",
    "encode": "rendering",
    "render": "rendering",
}

__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
