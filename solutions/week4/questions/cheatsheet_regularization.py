"""What the cheat sheet says about regularization."""

from __future__ import annotations

from course_lib.regularizers import L1, L2, ElasticNet
from course_lib.techniques import FITS, PENALTIES, TECHNIQUES
from grader.exam.writers.sheet import Section, Table


def regularization() -> tuple[Section, ...]:
    """Return the sections on penalties, dropout, early stopping and augmentation."""
    return (
        _penalties(),
        _by_hand(),
        _l1_l2(),
        _dropout(),
        _stopping(),
        _fit(),
        _techniques(),
        _prechelt(),
    )


def _penalties() -> Section:
    rows = tuple(
        (f"**{p.name}**", f"${p.formula}$", f"${p.gradient_formula}$", f"${p.prox_formula}$")
        for p in (L1, L2, ElasticNet)
    )  # fmt: skip
    return Section("Penalties", (
        Table(("", "Penalty", "Gradient", r"Proximal step of length $\eta$"), rows,
              "0.8fr 1.5fr 1.5fr 1.75fr"),
        r"Cost $= \sum_i (y_i - \sum_j x_{ij} W_j)^2 +$ penalty: a **sum** over the rows; biases "
        r"are not penalised. scikit-learn: Ridge alpha $= \lambda$, Lasso alpha $= "
        r"\frac{\lambda}{2n}$. Scale the features first.",
    ), "penalties", wide=True)  # fmt: skip


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
    ), "by-hand")  # fmt: skip


def _l1_l2() -> Section:
    rows = {
        "pull": [one.pull for one in PENALTIES.values()],
        "weights": [one.weights for one in PENALTIES.values()],
        "correlated": [one.correlated for one in PENALTIES.values()],
        "used for": [one.used_for for one in PENALTIES.values()],
    }
    titles = [one.title for one in PENALTIES.values()]
    return Section("L1, L2 or both", (
        Table(("", *titles), tuple((name, *cells) for name, cells in rows.items()),
              "0.7fr 1fr 1.15fr 1.25fr"),
        "The L1 ball has corners on the axes, where a weight is zero; the L2 ball is round.",
    ), "l1-l2")  # fmt: skip


def _dropout() -> Section:
    return Section("Dropout (as torch.nn.Dropout)", (
        r"$p$ = probability of **dropping**. Training: $a = \frac{m \odot x}{1 - p}$, $m_i = 0$ "
        "with probability $p$, else 1, anew for every example at every forward pass. In evaluation "
        "$a = x$.",
        r"$\mathrm{E}[a] = x$; variance $\frac{p}{1 - p} x^2$. Backward: the same mask and factor. "
        r"For a linear neuron dropout adds $\frac{p}{1 - p} \sum w_j^2 x_j^2$ to the squared loss. "
        "Prevents co-adaptation.",
    ), "dropout")  # fmt: skip


def _stopping() -> Section:
    return Section(f"Early stopping, on {TECHNIQUES['stopping'].watches} $E$", (
        Table(("Rule", "Stops at the first epoch, counted from 0, with"), (
            ("Patience", "no improvement (by more than min_delta) in `patience` epochs in a row"),
            (r"GL($\alpha$)", r"$100 \left(\frac{E(t)}{\min_{s \le t} E(s)} - 1\right) > \alpha$"),
        ), "0.6fr 3fr"),
        "Keep a **copy** of the best weights and go back to it. Loss, penalty and network stay.",
    ), "stopping")  # fmt: skip


def _prechelt() -> Section:
    return Section("Prechelt's other rules", (
        Table(("Rule", "Stops at the end of a strip of k epochs with"), (
            (r"PQ($\alpha$, k)", r"$\mathrm{GL} > \alpha P_k$, $P_k = 1000 "
             r"(\frac{\text{mean } E_{\text{train}}}{\text{min } E_{\text{train}}} - 1)$ "
             "in the strip"),
            ("UP(s, k)", "$E(t) > E(t - k)$ for the s-th strip in a row"),
        ), "0.6fr 3fr"),
    ), "prechelt", extra=True)  # fmt: skip


def _fit() -> Section:
    fits = tuple((f"**{fit.title}**", fit.errors, fit.remedy) for fit in FITS.values())
    return Section("Fit", (
        Table(("", "Errors", "Do"), fits, "0.9fr 1.8fr 1.5fr"),
        f"**Overfitting:** {FITS['over'].means}. A gap alone shows nothing.",
        "**Augment** the training part only, by changes that keep the label (mirror cats, not "
        "digits).",
    ), "fit")  # fmt: skip


def _techniques() -> Section:
    rows = tuple((f"**{t.title}**", t.changes, t.gives, t.dial) for t in TECHNIQUES.values())
    return Section("Ways to regularize", (
        Table(("", "Changes", "Gives", "Dial"), rows, "1.15fr 1.25fr 1.5fr 0.8fr"),
    ), "techniques", extra=True)  # fmt: skip
