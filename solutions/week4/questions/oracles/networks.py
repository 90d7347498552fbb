"""Small networks, recomputed by finite differences of a forward pass typed from the prompt."""


def _difference(function, at):
    h = 1e-5
    return round((function(at + h) - function(at - h)) / (2 * h), 6)


def _predict(values, x, hidden):
    v, c, u, d = values
    z = v * x + c
    return u * (z if z > 0 else 0 if hidden == "relu" else z / 10) + d


def two_layer_forward(question):
    g = question.given
    p = _predict(g["values"], g["x"], g["hidden"])
    return p if g["level"] == 1 else (p - g["y"]) ** 2


def two_layer_backward(question):
    g = question.given
    place = {"v": 0, "u": 2}[g["asked"]]

    def loss(value):
        values = [value if i == place else other for i, other in enumerate(g["values"])]
        return (_predict(values, g["x"], g["hidden"]) - g["y"]) ** 2

    return _difference(loss, g["values"][place])


def shared_input(question):
    g = question.given

    def output(x):
        hidden = [max(0.0, v * x) if g["relu"] else v * x for v in g["v"]]
        return sum(u * h for u, h in zip(g["u"], hidden, strict=True))

    return g["upstream"] * _difference(output, g["x"])


def derive_layer(question):
    g = question.given

    def loss(v):
        value = max(0.0, v * g["x"]) if g["relu"] else v * g["x"]
        for weight in g["weights"][1:]:
            value *= weight
        return (value - g["y"]) ** 2

    return _difference(loss, g["weights"][0])


ORACLES = [two_layer_forward, two_layer_backward, shared_input, derive_layer]
