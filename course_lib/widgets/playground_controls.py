"""The controls of the playground, in rows."""

from __future__ import annotations

from collections.abc import Sequence

from course_lib.widgets.controls import choice, log_slider, slider, text, whole
from course_lib.widgets.maths import network as net
from course_lib.widgets.maths.network import Network, Settings
from course_lib.widgets.maths.points import MAKERS, Points
from course_lib.widgets.weight_picker import WeightPicker

ADD, OTHER, REMOVE = "adds orange", "adds blue", "removes"


class PlaygroundControls:
    """All controls with a value; what they do is not decided here."""

    def __init__(self, activations: Sequence[str], first: str) -> None:
        self.data = choice("Data", list(MAKERS), "circles")
        self.noise = slider("Noise", 0, 1, 0, step=0.05)
        self.tool = choice("A click", [ADD, OTHER, REMOVE])
        self.units = [
            whole(f"Units in layer {i + 1}", 0, net.MOST_UNITS, size)
            for i, size in enumerate((6, 6, 0))
        ]
        self.activation = choice("Activation", activations, first)
        self.rate = log_slider("Learning rate", net.LOWEST_RATE, net.HIGHEST_RATE, 10**-0.5)
        self.dropout = slider("Dropout p", 0, net.MOST_DROPOUT, 0, step=0.05)
        self.l1 = slider("L1", 0, net.MOST_L1, 0, step=0.0005, form=".4f")
        self.l2 = slider("L2", 0, net.MOST_L2, 0, step=0.001, form=".3f")
        self.speed = choice("Steps per frame", [1, 3, 10, 30], 10)
        self.picker = WeightPicker()
        self.state = text("State")
        self._set_widths()

    def _set_widths(self) -> None:
        for layer in self.units:
            layer.layout.width = "218px"
        for control, width in (
            (self.noise, 165), (self.rate, 215), (self.dropout, 175), (self.l1, 150),
            (self.l2, 145), (self.state, 195),
        ):  # fmt: skip
            control.layout.width = f"{width}px"

    def hidden(self) -> list[int]:
        """Return the sizes of the hidden layers; a layer of 0 units is no layer."""
        return [layer.value for layer in self.units if layer.value]

    def apply(self, settings: Settings) -> None:
        """Write the values of the sliders into the settings."""
        settings.learning_rate, settings.dropout = self.rate.value, self.dropout.value
        settings.l1, settings.l2 = self.l1.value, self.l2.value

    def follow(self, points: Points, network: Network) -> None:
        """Set all controls to what these points and this network have."""
        self.data.value, self.noise.value = points.name, points.noise
        sizes = [*network.hidden, *[0] * net.MOST_LAYERS]
        for layer, size in zip(self.units, sizes, strict=False):
            layer.value = size
        self.activation.value = network.activation.title
        settings = network.settings
        self.rate.value, self.dropout.value = settings.learning_rate, settings.dropout
        self.l1.value, self.l2.value = settings.l1, settings.l2
