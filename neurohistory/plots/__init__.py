"""The pictures: data in, axes out.

The nouns, and what draws them:

* a **surface**: `draw_region`, with `draw_examples`, `draw_line` and the `draw_key` of
  the marks;
* the **history** of trials: `draw_mistakes`, `draw_loss`, `draw_record`; of one learner:
  `draw_weights`;
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
"""

from neurohistory.plots.describe import describe_region, describe_trials
from neurohistory.plots.feature_space import draw_feature_space
from neurohistory.plots.function_map import draw_function_map
from neurohistory.plots.image import draw_image, draw_pictures
from neurohistory.plots.landscape import draw_landscape
from neurohistory.plots.learning import draw_loss, draw_mistakes, draw_record
from neurohistory.plots.margin import draw_margin
from neurohistory.plots.nervous_net import draw_net
from neurohistory.plots.network import draw_network
from neurohistory.plots.races import draw_races
from neurohistory.plots.regions import (
    draw_examples,
    draw_key,
    draw_line,
    draw_region,
)
from neurohistory.plots.rendering import encode, render
from neurohistory.plots.scoreboard import draw_scoreboard
from neurohistory.plots.spikes import draw_spikes
from neurohistory.plots.starts import draw_bands, draw_epochs, draw_starts
from neurohistory.plots.studies import (
    draw_ends,
    draw_median_epochs,
    draw_study,
    draw_success_map,
    draw_unsolved,
)
from neurohistory.plots.success_rates import draw_success_rates
from neurohistory.plots.theme import DARK, STYLE
from neurohistory.plots.timeline import draw_timeline
from neurohistory.plots.weights import draw_weights

__all__ = [
    "DARK",
    "STYLE",
    "describe_region",
    "describe_trials",
    "draw_bands",
    "draw_ends",
    "draw_epochs",
    "draw_examples",
    "draw_feature_space",
    "draw_function_map",
    "draw_image",
    "draw_key",
    "draw_landscape",
    "draw_line",
    "draw_loss",
    "draw_margin",
    "draw_median_epochs",
    "draw_mistakes",
    "draw_net",
    "draw_network",
    "draw_pictures",
    "draw_races",
    "draw_record",
    "draw_region",
    "draw_scoreboard",
    "draw_spikes",
    "draw_starts",
    "draw_study",
    "draw_success_map",
    "draw_success_rates",
    "draw_timeline",
    "draw_unsolved",
    "draw_weights",
    "encode",
    "render",
]
