"""What the cheat sheet says about regularization."""

from __future__ import annotations

from course_lib.regularizers import L1, L2, ElasticNet
from grader.exam.writers.sheet import Section, Table


def regularization() -> tuple[Section, ...]:
    """Return the sections on penalties, dropout, early stopping and augmentation."""
    return (_penalties(), _by_hand(), _l1_l2(), _dropout(), _stopping(), _fit())


def _penalties() -> Section:
    rows = tuple(
        (f"**{p.name}**", f"${p.formula}$", f"${p.gradient_formula}$", f"${p.prox_formula}$",
         p.typical_use)
        for p in (L1, L2, ElasticNet)
    )  # fmt: skip
    return Section("Penalties", (
        Table(("", "Penalty", "Gradient", r"Proximal step of length $\eta$", "Use"), rows,
              "0.8fr 1.35fr 1.35fr 1.75fr 1.5fr"),
        r"Cost $= \sum_i (y_i - \sum_j x_{ij} W_j)^2 +$ penalty: a **sum** over the rows; biases "
        r"are not penalised. scikit-learn: Ridge alpha $= \lambda$, Lasso alpha $= "
        r"\frac{\lambda}{2n}$. Scale the features first.",
    ), wide=True)  # fmt: skip


def _by_hand() -> Section:
    return Section("Penalties by hand", (
        Table(("Minimise", "Solution"), (
            (r"$(w - c)^2 + \lambda w^2$", r"$\frac{c}{1 + \lambda}$"),
            (r"$(w - c)^2 + \lambda |w|$",
             r"$\operatorname{sign}(c) \max(|c| - \frac{\lambda}{2}, 0)$"),
            (r"$(w - c)^2 + \lambda_1 |w| + \lambda_2 w^2$",
             r"$\frac{\operatorname{sign}(c) \max(|c| - \lambda_1 / 2, 0)}{1 + \lambda_2}$"),
            (r"$\sum (y_i - w x_i)^2 + \lambda w^2$",
             r"$\frac{\sum x_i y_i}{\sum x_i^2 + \lambda}$"),
        ), "1.3fr 1.3fr"),
        r"All lasso weights are 0 from $\lambda = \max_j |2 \sum_i x_{ij} y_i|$ on (centred data).",
    ))  # fmt: skip


def _l1_l2() -> Section:
    return Section("L1 or L2", (
        Table(("", "L1 (lasso)", "L2 (ridge)"), (
            ("Weights", "some exactly 0", "all small, none 0"),
            ("Two equal features", "any split costs the same", "equal shares"),
            ("Pull near 0", r"stays at $\lambda$", "fades away"),
            ("Contours", "corners on the axes", "circles"),
            ("Choose for", "few useful features", "many useful, correlated ones"),
        ), "1fr 1.2fr 1.2fr"),
        "Elastic net: few useful **groups** of correlated features.",
    ))  # fmt: skip


def _dropout() -> Section:
    return Section("Dropout (as torch.nn.Dropout)", (
        r"$p$ = probability of **dropping**. Training: $a = \frac{m \odot x}{1 - p}$, $m_i = 0$ "
        "with probability $p$, else 1; a new mask for every batch. In evaluation $a = x$.",
        r"$\mathrm{E}[a] = x$; variance $\frac{p}{1 - p} x^2$. Backward: the same mask and factor. "
        r"For a linear neuron dropout adds $\frac{p}{1 - p} \sum w_j^2 x_j^2$ to the squared loss. "
        "Prevents co-adaptation.",
    ))  # fmt: skip


def _stopping() -> Section:
    return Section("Early stopping, on validation loss $E$", (
        Table(("Rule", "Stops at the first epoch with"), (
            ("Patience", "no improvement (by more than min_delta) in `patience` epochs in a row"),
            (r"GL($\alpha$)", r"$100 \left(\frac{E(t)}{\min_{s \le t} E(s)} - 1\right) > \alpha$"),
            (r"PQ($\alpha$, k)", r"$\mathrm{GL} > \alpha P_k$, $P_k = 1000 "
             r"(\frac{\text{mean } E_{\text{train}}}{\text{min } E_{\text{train}}} - 1)$ "
             "over a strip of k epochs"),
            ("UP(s, k)", "$E(t) > E(t - k)$ at the end of s strips in a row"),
        ), "0.8fr 3fr"),
        "Keep a **copy** of the weights of the best epoch and go back to it. Epochs count from 0.",
    ))  # fmt: skip


def _fit() -> Section:
    return Section("Overfitting and augmentation", (
        Table(("Errors", "Name", "Do"), (
            ("train low, validation high", "overfitting", "data, penalty, dropout, stop early"),
            ("both high", "underfitting", "larger model, longer training, weaker penalty"),
        ), "1.2fr 0.9fr 1.8fr"),
        "**Augmentation** changes inputs so that a person would keep the label: shifts, small "
        "rotations, noise; mirroring for cats, not for digits. Training set only, after the split, "
        "fresh in every epoch. Noise of variance $s^2$ on a linear model acts like L2.",
        "**MLP** = feedforward = fully connected = dense network: every neuron is linked to all of "
        "the next layer.",
    ))  # fmt: skip
