"""Choosing one weight or bias of the playground's network, and overwriting it."""

from __future__ import annotations

from course_lib.widgets.controls import choice, number, parse_number
from course_lib.widgets.maths.network import Network

LARGEST = 1000.0  # that may be typed
BIAS = -1  # in the place of the source


class WeightPicker:
    """A list of all weights and biases, and a field with the value of the chosen one."""

    def __init__(self) -> None:
        self.weight = choice("Weight", ["-"])
        self.value = number("is")
        self.value.layout.width = "110px"

    def offer(self, network: Network) -> None:
        """Offer the weights of this network; the choice is kept where it can be."""
        names = []
        for layer, W in enumerate(network.weights()):
            for j in range(W.shape[1]):
                target = "output" if layer == len(network.hidden) else f"unit {layer + 1}.{j + 1}"
                for i in range(W.shape[0]):
                    source = f"x{i + 1}" if layer == 0 else f"unit {layer}.{i + 1}"
                    names.append((f"{source} → {target}", (layer, i, j)))
                names.append((f"bias of {target}", (layer, BIAS, j)))
        before = self.weight.value
        self.weight.options = names
        if before in [value for _, value in names]:
            self.weight.value = before
        self.show(network)

    def show(self, network: Network) -> None:
        """Write the value of the chosen weight into the field."""
        if self.weight.value is not None:
            self.value.value = f"{network.entry(*self.weight.value)[0]:.4g}"

    def pick(self, layer: int, unit: int) -> None:
        """Choose the first weight of a hidden unit."""
        self.weight.value = (layer, 0, unit)

    def overwrite(self, network: Network) -> None:
        """Give the chosen weight the typed value.

        Raises
        ------
        ValueError : what is typed is no number between −LARGEST and LARGEST.
        """
        value = parse_number(self.value.value, "the weight")
        if abs(value) > LARGEST:
            raise ValueError(f"the weight must be between −1000 and 1000, got {value:g}.")
        network.entry(*self.weight.value)[:] = value
