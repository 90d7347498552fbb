"""Every formula says where it comes from, and the index from the slides to the code is fresh."""

from __future__ import annotations

from tests.course_lib.slide_index import PAGE, names_a_source, page, slides, sources

# These compute nothing of the lecture's: records, protocols, checks, and data made for the course.
NO_FORMULA = {
    "Augmentation",
    "Centred",
    "Criterion",
    "Dataset",
    "Differentiable",
    "EpochLosses",
    "Facts",
    "GradientReport",
    "History",
    "Layer",
    "LinearModel",
    "Loss",
    "Model",
    "NeuronStep",
    "Optimizer",
    "RegularizationPath",
    "Regularizer",
    "Split",
    "Probe",
    "Line",
    "OneInput",
    "Elementwise",
    "Range",
    "Way",
    "WithWeights",
    "DivergenceError",
    "Snapshot",
    "centred",
    "check_layer",
    "initializer_for",
    "lines",
    "load_churn",
    "make_circles",
    "make_curve",
    "make_moons",
    "make_signals",
    "make_spiral",
    "make_xor",
    "not_yet",
    "one_hot",
    "penalised",
    "refuse_twice",
    "sizes_of",
    "standardize",
    "svd",
    "train_validation_test_split",
    "training_epochs",
    "true_curve",
    "ways",
    "zeros",
}


def test_every_formula_names_its_slide_or_its_paper() -> None:
    """A public function with a formula says in its docstring which slide or paper it is from."""
    known = {name for _, name, _ in sources()}
    assert len(known) > 60
    silent = {name for _, name, text in sources() if not names_a_source(text)}
    assert silent - NO_FORMULA == set()
    assert not {name for name in NO_FORMULA - silent if name in known} - {"NeuronStep"}


def test_the_index_is_fresh() -> None:
    """SLIDES.md is what the script writes now; run it after a docstring was changed."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_index_leads_to_the_slides_that_have_code() -> None:
    """Each function of the slides has its row, and no title is invented."""
    text = page()
    for title, name in {
        "Sigmoid": "`activations.sigmoid`",
        "Maxout": "`layers.Maxout`",
        "ELU": "`activations.elu`",
        "Back Propagation: One Neuron": "`backprop.one_neuron`",
        "Dropout": "`dropout.Dropout`",
        "Example: Credit Risk Scoring": "`losses.CreditRisk`",
        "L1 Regularization": "`linear_models.Lasso`",
        "Early Stopping": "`early_stopping.Patience`",
        "Recap: Gradient Descent": "`optimizers.SGD`",
    }.items():
        (row,) = [line for line in text.splitlines() if line.startswith(f"| {title} |")]
        assert name in row
    rows = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines() if "| `" in line]
    assert rows == [title for title in slides() if title in rows]
