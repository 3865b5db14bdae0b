"""What a network is made of: small pure functions over arrays.

The lecture's notation: layer l has activations a^(l); Theta^(l) maps layer l to l + 1, and its first
row belongs to the bias unit, which is always 1.  Arrays end with the axis ``replica``: many networks
are run side by side.

* `activations`: the functions g and their slopes
* `parameters`: all Theta in one flat vector, and the views into it
* `initialization`: where the weights start
* `propagation`: forward, and the gradient backward
* `costs`: what is minimized
* `optimizers`: what to do with a gradient
"""
