"""The network playground: data, network and training, all of it changeable while it trains."""

from __future__ import annotations

from collections.abc import Callable

from course_lib.checks import FloatArray
from course_lib.widgets.controls import button
from course_lib.widgets.maths.network import Network
from course_lib.widgets.maths.neuron import elementwise, own_activation
from course_lib.widgets.maths.points import LIMIT, Points
from course_lib.widgets.maths.share import from_text, to_text
from course_lib.widgets.panel import Panel
from course_lib.widgets.picture import Pointer
from course_lib.widgets.playground_controls import ADD, REMOVE, PlaygroundControls
from course_lib.widgets.playground_view import PlaygroundView

TRY_THIS = (
    "Press Play and, while it trains, click points of the wrong colour into a clear region: 8 + 8 "
    "units bend the boundary around them, with L2 = 0.01 they do not. Then take 4 + 2 units and "
    "watch how they bend the plane until a straight line parts the classes."
)


def network_playground(
    function: Callable[..., object] | None = None, *, predict: bool = False, state: str = ""
) -> Panel:
    """Open the network playground.

    Left: the data and the network's answer. Right: what each hidden unit says, layer by layer;
    the loss on the training points and on the points held out (rings); and the plane as two
    hidden units bend it. Click into the data to add or remove points, also while it trains; with
    Shift or the right button the other colour is added. Click a unit's map to pick its first
    weight and to see the plane along that unit. On the picture, Space plays and pauses, S steps,
    R resets.

    Parameters
    ----------
    function : your own activation for the hidden layers.
    predict : ask for a prediction before the picture is shown.
    state : a text that Write state has made; the playground opens with that network.

    Examples
    --------
    >>> network_playground().close()
    """
    return NetworkPlayground(function, predict, state).panel


class NetworkPlayground:
    """What the controls, keys and clicks do; points and network are in ``maths``."""

    def __init__(
        self, function: Callable[..., object] | None, predict: bool, state: str = ""
    ) -> None:
        self.activations = elementwise()
        first = "tanh"
        if function is not None:
            own = own_activation(function)
            self.activations, first = {own.title: own, **self.activations}, own.title
        self.points = Points()
        self.seed = 0
        self.view = PlaygroundView()
        self.controls = PlaygroundControls(list(self.activations), first)
        self.picker, self.state = self.controls.picker, self.controls.state
        self.panel = Panel(
            self.view.stage, self.draw, try_this=TRY_THIS, on_pointer=self.click,
            on_key=self.press, shortcuts=[" ", "s", "r"],
        )  # fmt: skip
        self._add_controls()
        self.network = Network(self.controls.hidden(), self.activations[first])
        self.picker.offer(self.network)
        self.player = self.panel.plays(self.train)
        self.player.on_change = self._label_play
        if predict:
            self._ask()
        self.panel.update()
        if state:
            self.state.value = state
            self.panel.perform(self.read_state)()

    def _add_controls(self) -> None:
        add, perform, controls = self.panel.add, self.panel.perform, self.controls
        self.play = button("Play", perform(self.toggle), "Space")
        step = button("Step", perform(self.train), "S")
        reset = button("Reset", perform(self.reset), "R: new weights")
        fresh = button("New points", perform(self.new_points), "another draw of the same data")
        add(self.play, step, reset, controls.data, controls.noise, fresh, controls.tool)
        add(*controls.units, controls.activation)
        add(controls.rate, controls.dropout, controls.l1, controls.l2, controls.speed)
        overwrite = button("Overwrite", perform(self.overwrite))
        copy = button("Write state", perform(self.write_state), "as a text to copy")
        load = button("Read state", perform(self.read_state), "from the field")
        add(self.picker.weight, self.picker.value, overwrite, copy, load, controls.state)
        self.picker.weight.observe(lambda _: self.picker.show(self.network), "value")

    def _ask(self) -> None:
        self.panel.ask(
            "A network without hidden units can draw only a straight line. "
            "How many hidden tanh units does a ring around a disc need?",
            ["1", "3", "50"],
            "Set layer 2 to 0, change the units of layer 1 and press Play: three lines make a "
            "closed triangle.",
        )

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
        self.network.train(X, y, self.controls.speed.value)
        self.view.note(self.network.loss(X, y), self.network.loss(*self.points.validation()))

    def reset(self) -> None:
        """Begin again with other random weights; data and settings stay."""
        self.seed += 1
        activation = self.activations[self.controls.activation.value]
        self.network = Network(self.controls.hidden(), activation, self.seed)
        self.view.forget()
        self.picker.offer(self.network)

    def new_points(self) -> None:
        """Draw other points of the same kind; what was clicked in or out is forgotten."""
        points = self.points
        self.points = Points(points.name, points.seed + 1, noise=points.noise)

    def click(self, pointer: Pointer) -> None:
        """Add or remove a point, or pick a unit."""
        if pointer.kind != "down":
            return
        axes, x, y = self.view.stage.locate(pointer)
        tool = self.controls.tool.value
        if axes is self.view.plane and max(abs(x), abs(y)) <= LIMIT:
            if tool == REMOVE:
                self.points.remove_nearest(x, y)
            else:
                first = 1 if tool == ADD else 0
                self.points.add(x, y, 1 - first if pointer.secondary else first)
        elif axes is self.view.units:
            layer, unit = self.view.unit_at(x, y)
            if layer < len(self.network.hidden) and unit < self.network.hidden[layer]:
                self.picker.pick(layer, unit)
                self.view.bend.choose(layer, unit)

    def press(self, key: str) -> None:
        """Do what the key says."""
        {" ": self.toggle, "s": self.train, "r": self.reset}[key]()

    def overwrite(self) -> None:
        """Give the chosen weight the typed value."""
        self.picker.overwrite(self.network)

    def write_state(self) -> None:
        """Write everything into the text field."""
        self._apply()
        self.state.value = to_text(self.points, self.network)

    def read_state(self) -> None:
        """Restore everything from the text field."""
        self.points, self.network = from_text(self.state.value, self.activations)
        with self.panel.quietly():
            self.controls.follow(self.points, self.network)
        self.view.forget()
        self.picker.offer(self.network)

    # -- what follows from it ------------------------------------------------------------

    def draw(self) -> str:
        """Draw everything and say how far the training is."""
        self._apply()
        self.view.show(self.points, self.network)
        net, (X, y), (V, t) = self.network, self.points.training(), self.points.validation()
        training, held_out = _loss(net, X, y), _loss(net, V, t)
        said = [f"Step {net.steps:,}: training loss {training}, held-out loss {held_out}"]
        if net.settings.l1 or net.settings.l2:
            zeros = sum(int((W == 0).sum()) for W in net.weights())
            count = sum(W.size for W in net.weights())
            said.append(f"penalty {net.penalty():.3f}, {zeros} of {count} weights are exactly 0")
        said.append(f"points added: {len(self.points.added)}, removed: {len(self.points.removed)}")
        return "; ".join(said) + "."

    def _apply(self) -> None:
        """Give the controls' values to data and network; a new shape keeps what fits."""
        controls, points = self.controls, self.points
        if points.name != controls.data.value:
            self.points = Points(controls.data.value, noise=controls.noise.value)
        elif points.noise != controls.noise.value:
            self.points = Points(
                points.name, points.seed, points.removed, points.added, controls.noise.value
            )
        activation = self.activations[controls.activation.value]
        same = self.network.activation is activation
        if list(self.network.hidden) != controls.hidden() or not same:
            self.network.change(controls.hidden(), activation)
            with self.panel.quietly():
                self.picker.offer(self.network)
        controls.apply(self.network.settings)

    def _label_play(self, playing: bool) -> None:
        self.play.description = "Pause" if playing else "Play"


def _loss(network: Network, X: FloatArray, y: FloatArray) -> str:
    """Return loss and share of right answers in words."""
    if not len(X):
        return "– (no points)"
    return f"<b>{network.loss(X, y):.3f}</b> ({network.accuracy(X, y):.0%} right)"
