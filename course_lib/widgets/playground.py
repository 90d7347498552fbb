"""The network playground: data, network and training, all of it changeable while it trains."""

from __future__ import annotations

from collections.abc import Callable

from course_lib.widgets.controls import (
    button,
    choice,
    log_slider,
    number,
    parse_number,
    slider,
    text,
    whole,
)
from course_lib.widgets.maths.network import Network
from course_lib.widgets.maths.neuron import elementwise, own_activation
from course_lib.widgets.maths.points import LIMIT, MAKERS, Points
from course_lib.widgets.maths.share import from_text, to_text
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.playground_view import PlaygroundView

MOST_LAYERS, MOST_UNITS = 3, 8
ADD, OTHER, REMOVE = "adds an orange point", "adds a blue point", "removes a point"

TRY_THIS = (
    "Press Play and, while it trains, click points of the wrong colour into a clear region: with "
    "8 + 8 units the boundary bends around them, with L2 = 0.01 it does not. Click a hidden "
    "unit's map to pick its first weight, then overwrite it."
)


def network_playground(
    function: Callable[..., object] | None = None, *, predict: bool = False
) -> Panel:
    """Open the network playground.

    Left: the data and the network's answer. Right: what each hidden unit says, layer by layer,
    and the loss on the training points and on the points held out (rings). Click to add or
    remove points, also while it trains; with Shift or the right button the other colour is
    added. On the picture, Space plays and pauses, S steps, R resets.

    Parameters
    ----------
    function : your own activation for the hidden layers.
    predict : ask for a prediction before the picture is shown.

    Examples
    --------
    >>> network_playground().close()
    """
    return NetworkPlayground(function, predict).panel


class NetworkPlayground:
    """Controls of the plot; points and network are in ``maths``."""

    def __init__(self, function: Callable[..., object] | None, predict: bool) -> None:
        self.activations = elementwise()
        if function is not None:
            own = own_activation(function)
            self.activations = {own.title: own, **self.activations}
        self._first = next(iter(self.activations)) if function is not None else "tanh"
        self.points = Points()
        self.seed = 0
        self.view = PlaygroundView()
        self.panel = Panel(
            self.view.stage, self.draw, try_this=TRY_THIS, on_pointer=self.click,
            on_key=self.press, shortcuts=[" ", "s", "r"],
        )  # fmt: skip
        self._controls()
        self.network = Network(self._hidden(), self.activations[self.activation.value])
        self._offer_weights()
        self.player = self.panel.plays(self.train)
        self.player.on_change = self._label_play
        if predict:
            self.panel.ask(
                "A network without hidden units could draw only a straight line. "
                "How many hidden tanh units does a ring around a disc need?",
                ["1", "3", "50"],
                "Set one layer, change the units and watch: three lines make a closed triangle.",
            )
        self.panel.update()

    def _controls(self) -> None:
        add, perform = self.panel.add, self.panel.perform
        self.play = button("Play", perform(self.toggle), "Space")
        self.data = choice("Data", list(MAKERS), "circles")
        self.tool = choice("A click", [ADD, OTHER, REMOVE])
        self.speed = whole("Steps per frame", 1, 50, 10)
        step = button("Step", perform(self.train), "S")
        reset = button("Reset", perform(self.reset), "R: new weights")
        add(self.play, step, reset, self.data, self.tool, self.speed)
        self.layers = whole("Hidden layers", 1, MOST_LAYERS, 2)
        self.units = whole("Units per layer", 1, MOST_UNITS, 6)
        self.activation = choice("Activation", list(self.activations), self._first)
        add(self.layers, self.units, self.activation)
        self.rate = log_slider("Learning rate", -3, 0.5, 0.3)
        self.l1 = slider("L1", 0, 0.02, 0, step=0.0005, form=".4f")
        self.l2 = slider("L2", 0, 0.05, 0, step=0.001, form=".3f")
        self.dropout = slider("Dropout p", 0, 0.8, 0, step=0.05)
        for control in (self.rate, self.dropout, self.l1, self.l2):
            control.layout.width = "215px"  # four in a row
        add(self.rate, self.dropout, self.l1, self.l2)
        self.weight = choice("Weight", ["-"])
        self.value = number("is")
        self.state = text("State")
        self.value.layout.width, self.state.layout.width = "100px", "200px"
        overwrite = button("Overwrite", perform(self.overwrite))
        copy = button("Write state", perform(self.write_state), "as a text to copy")
        load = button("Read state", perform(self.read_state), "from the field")
        add(self.weight, self.value, overwrite, copy, load, self.state)
        self.data.observe(lambda _: self._new_data(), "value")
        self.weight.observe(lambda _: self._show_weight(), "value")

    # -- what the reader does ------------------------------------------------------------

    def toggle(self) -> None:
        """Play or pause."""
        if self.player.playing:
            self.player.pause()
        else:
            self.player.play()

    def train(self) -> None:
        """Train for the steps of one frame and note the losses."""
        self._apply()
        X, y = self.points.training()
        if len(X) == 0:
            raise ValueError("There is no point left to train on: click some in, or choose data.")
        self.network.train(X, y, self.speed.value)
        self.view.note(self.network.loss(X, y), self.network.loss(*self.points.validation()))

    def reset(self) -> None:
        """Begin again with other random weights; data and settings stay."""
        self.seed += 1
        activation = self.activations[self.activation.value]
        self.network = Network(self._hidden(), activation, self.seed)
        self.view.forget()
        self._offer_weights()

    def click(self, pointer: Pointer) -> None:
        """Add or remove a point, or pick the weight of a clicked unit."""
        if pointer.kind != "down":
            return
        axes, x, y = self.view.stage.locate(pointer)
        if axes is self.view.plane and max(abs(x), abs(y)) <= LIMIT:
            if self.tool.value == REMOVE:
                self.points.remove_nearest(x, y)
            else:
                first = 1 if self.tool.value == ADD else 0
                self.points.add(x, y, 1 - first if pointer.secondary else first)
        elif axes is self.view.units:
            layer, unit = self.view.unit_at(x, y)
            if layer < len(self.network.hidden) and unit < self.network.hidden[layer]:
                self.weight.value = (layer, 0, unit)

    def press(self, key: str) -> None:
        """Do what the key says."""
        {" ": self.toggle, "s": self.train, "r": self.reset}[key]()

    def overwrite(self) -> None:
        """Give the chosen weight the typed value."""
        layer, i, j = self.weight.value
        self.network.weights()[layer][i, j] = parse_number(self.value.value, "the weight")

    def write_state(self) -> None:
        """Write everything into the text field."""
        self._apply()
        self.state.value = to_text(self.points, self.network)

    def read_state(self) -> None:
        """Restore everything from the text field."""
        points, network = from_text(self.state.value, self.activations)
        self.points, self.network = points, network
        settings = network.settings
        with self.panel.quietly():
            self.data.value = points.name
            self.layers.value, self.units.value = len(network.hidden), network.hidden[0]
            self.activation.value = network.activation.title
            self.rate.value, self.l1.value = settings.learning_rate, settings.l1
            self.l2.value, self.dropout.value = settings.l2, settings.dropout
        self.points = points  # choosing the data made fresh ones
        self.view.forget()
        self._offer_weights()

    # -- what follows from it ------------------------------------------------------------

    def draw(self) -> str:
        """Draw everything and say how far the training is."""
        self._apply()
        self.view.show(self.points, self.network)
        X, y = self.points.training()
        V, t = self.points.validation()
        right = f"{self.network.accuracy(X, y):.0%}" if len(X) else "no points"
        return (
            f"Step {self.network.steps:,}: training loss <b>{self.network.loss(X, y):.3f}</b> "
            f"({right} right), held-out loss <b>{self.network.loss(V, t):.3f}</b>; "
            f"{len(self.points.added)} points added, {len(self.points.removed)} removed."
        )

    def _hidden(self) -> list[int]:
        return [self.units.value] * self.layers.value

    def _apply(self) -> None:
        """Give the controls' values to the network; a new shape keeps the weights that fit."""
        activation = self.activations[self.activation.value]
        same = self.network.activation is activation
        if list(self.network.hidden) != self._hidden() or not same:
            self.network.change(self._hidden(), activation)
            self._offer_weights()
        settings = self.network.settings
        settings.learning_rate, settings.dropout = self.rate.value, self.dropout.value
        settings.l1, settings.l2 = self.l1.value, self.l2.value

    def _new_data(self) -> None:
        if self.points.name != self.data.value:
            self.points = Points(self.data.value)
            self.panel.update()

    def _offer_weights(self) -> None:
        names = []
        for layer, W in enumerate(self.network.weights()):
            for i, j in ((i, j) for j in range(W.shape[1]) for i in range(W.shape[0])):
                source = f"x{i + 1}" if layer == 0 else f"unit {layer}.{i + 1}"
                last = layer == len(self.network.hidden)
                target = "output" if last else f"unit {layer + 1}.{j + 1}"
                names.append((f"{source} → {target}", (layer, i, j)))
        with self.panel.quietly():
            self.weight.options = names
        self._show_weight()

    def _show_weight(self) -> None:
        if self.weight.value is not None:
            layer, i, j = self.weight.value
            self.value.value = f"{self.network.weights()[layer][i, j]:.4g}"

    def _label_play(self, playing: bool) -> None:
        self.play.description = "Pause" if playing else "Play"
