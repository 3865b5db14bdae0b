"""What a network is made of: small pure functions over arrays.

The lecture's notation: layer l has activations a^(l); Theta^(l) maps layer l to l + 1, and its first
row belongs to the bias unit, which is always 1.  Arrays end with the axis ``start``: many networks
are run side by side.

* `activations`: the functions g and their derivatives
* `theta`: all Theta in one flat vector, and the views into it
* `initialization`: where the weights start
* `propagation`: forward, and the gradient backward
* `slides`: the same example by example, as a lecture writes it
* `gradient_check`: the gradient beside differences of the cost
* `costs`: what is minimized
* `optimizers`: what to do with a gradient
* `races`: surfaces with a formula, on which optimizers start side by side
* `matmul`: matrix products of all networks at once
* `batches`: the examples of an epoch, a step at a time, and those that are held out
* `patience`: early stopping, the best weights so far and how long ago
* `rates`: learning rates that suit the units, the cost and the examples
* `single_line`: which networks are a single unit in the end

Machines that learn without labels are made of a few more:

* `unit_interval`: any inputs brought to the range from 0 to 1
* `boltzmann`: two layers, their energy and probabilities
* `contrastive_divergence`: how they learn, plainly and fast
* `enumeration`: the same exactly, by counting all states of a small machine
* `stack`: machines one upon the other, unrolled and fine-tuned
* `features`: what the units of a layer stand for

Machines of other kinds have parts of their own:

* `adalines`: a layer of ADALINEs, their sums and their step
* `kernels`: products in a larger space (1995)
* `association`: units wired at random to a retina
"""
