"""Ways to regularize in words: what each changes, early stopping, dropout."""

from __future__ import annotations

import numpy as np

from course_lib.techniques import TECHNIQUES
from grader.exam.bank import question
from grader.exam.question import Question

from ._concepts import Ask, concept

NETWORKS, STOPPING, DROPOUT = (
    "Regularization in Neural Networks", "Early Stopping", "Dropout",
)  # fmt: skip


_TECHNIQUES = {
    {"l1": "L1 penalty", "l2": "L2 penalty"}.get(name, one.title): (
        f"It changes {one.changes}; it gives {one.gives}."
    )
    for name, one in TECHNIQUES.items()
    if name != "elastic"
}
_STOPPING = TECHNIQUES["stopping"]


def _technique(prompt: str, right: str, *leave_out: str) -> Ask:
    wrong = {k: v for k, v in _TECHNIQUES.items() if k != right and k not in leave_out}
    wrong["Standardising the features"] = "That is no regularization by itself."
    return Ask(prompt, right, _TECHNIQUES[right], wrong)


_CHANGES = {
    1: [
        _technique("Which technique changes nothing but the number of updates?", "Early stopping"),
        _technique("Which technique changes the network while it is trained?", "Dropout"),
        _technique("Which technique changes the training examples?", "Data augmentation"),
        _technique("Which technique adds the sum of absolute weights to the cost?", "L1 penalty"),
        _technique("Which technique adds the sum of squared weights to the cost?", "L2 penalty"),
    ],
    2: [
        _technique("The dial of which technique is called patience?", "Early stopping"),
        _technique("The dial of which technique is the probability $p$?", "Dropout"),
        _technique(
            "Which technique needs to be told which changes keep the label?", "Data augmentation"
        ),
        _technique("Which technique is used where features are to be selected?", "L1 penalty"),
        _technique(
            "Which technique multiplies each weight by a factor below 1 before a plain step?",
            "L2 penalty",
        ),
    ],
    3: [
        _technique(
            "After training, 40 of 100 weights are exactly 0. Which technique was used?",
            "L1 penalty",
        ),
        _technique(
            "In training, one input gives another output at each pass; in prediction it "
            "does not. Which technique is at work?",
            "Dropout",
            "Data augmentation",
        ),
        _technique("Which technique runs fewer epochs than were planned?", "Early stopping"),
        _technique(
            "Each epoch sees other versions of the same photographs. Which technique is it?",
            "Data augmentation",
        ),
        _technique(
            "The pull on a weight fades as the weight gets smaller, so it never gets to 0. "
            "Which technique is it?",
            "L2 penalty",
        ),
    ],
}


@question(title="Ways to regularize", slide=NETWORKS, points=(1, 1, 1), minutes=(1, 1, 1))
def technique_known_by(rng: np.random.Generator, level: int) -> Question:
    """Level 1 by what it changes, level 2 by its dial or use, level 3 by its traces."""
    return concept(rng, _CHANGES[level])


_FACTS = {
    1: [
        Ask("Which number does early stopping watch?", _STOPPING.watches.capitalize(),
            "It rises when what is learnt no longer serves new data.",
            {"The training error": "It falls as long as one lets it.",
             "The test error": "The test set chooses nothing.",
             "The size of the largest weight": "Weights are not watched.",
             "The gap between training and validation error": "The rise counts, not the gap."}),
        Ask("What does early stopping change?",
            f"{_STOPPING.changes.capitalize()}, and nothing else",
            "Loss, penalty and network stay.",
            {"The loss function, by a penalty on the weights": "That is L1 or L2.",
             "The network, by leaving some of its units out": "That is dropout.",
             "The training data, by more varied examples": "That is augmentation.",
             "The learning rate, which gets smaller and smaller": "The rate stays."}),
        Ask("What does early stopping save?", "The epochs that would only do harm",
            "They are not run.",
            {"The validation rows, which can be learnt from after all": "They are put aside.",
             "The weights of each epoch, for later use": "Only a copy of the best is kept.",
             "The forward passes, which are replaced by a formula": "They are still needed.",
             "The memory for the gradients": "Gradients are as before."}),
    ],
    2: [
        Ask("The literal rule stops as soon as the validation error rises. What is the trouble?",
            "A hiccup by chance ends the training too soon.", "Hence patience.",
            {"The error never rises, so it does not stop.": "It rises by chance sooner or later.",
             "The test set has to be looked at in each epoch.": "It is not.",
             "The weights become zero when the training stops.": "They stay.",
             "The loss function has to be changed for it.": "It is unchanged."}),
        Ask("Why are the best weights kept by a copy?",
            "Training changes the array in place, and a second name with it.",
            "`best = weights` is no copy.",
            {"Training erases the weights of an epoch when the next one starts.":
                "It changes them.",
             "The validation error could not be computed from them otherwise.": "It could.",
             "The gradient needs the best weights at each of its steps.": "It does not.",
             "A copy takes less memory than a name.": "It takes more."}),
        Ask("What does early stopping cost, whatever the rule?",
            "The validation rows are not learnt from.", "They are put aside to choose.",
            {"The training takes longer than without it.": "It takes less.",
             "The test rows are no longer new.": "They are not looked at.",
             "The loss function is no longer smooth.": "It is unchanged.",
             "The weights can no longer be penalised as well.": "Both can be combined."}),
    ],
    3: [
        Ask("Which penalty does stopping early resemble, with gradient descent from $w = 0$?",
            r"L2; few steps act like a large $\lambda$", "Weights have not had time to grow.",
            {r"L2; few steps act like a small $\lambda$": "It is the other way round.",
             r"L1; few steps act like a large $\lambda$": "No weight becomes exactly zero.",
             r"L1; few steps act like a small $\lambda$": "No weight becomes exactly zero.",
             "No penalty at all, since the loss is not changed":
                "Yet the weights are as if it were."}),
        Ask("The validation error at the best epoch is reported as what to expect on new data. "
            "What is wrong?",
            "It is too friendly: the epoch was chosen by it.", "The lowest of noisy numbers is "
            "lucky.",
            {"It is too high, since the training was stopped too soon.": "It chose the epoch.",
             "It is measured with dropout on, so it depends on chance.": "It is off there.",
             "It holds for the last epoch only.": "It belongs to the best epoch.",
             "Nothing: validation rows were not learnt from.": "But they did the choosing."}),
        Ask("Patience is raised from 2 to 20. What is the price, and what may be gained?",
            "More epochs are run; a later, lower minimum may be found.",
            "A slow rule is the other way round than a quick one.",
            {"Fewer epochs are run; a later, lower minimum may be missed.": "It waits longer.",
             "More epochs are run; the training error will be higher.": "It will be lower.",
             "Fewer epochs are run; the first hiccup ends the training.": "That is patience 1.",
             "More epochs are run; the weights of the last one are kept.":
                "The best ones are kept."}),
    ],
}  # fmt: skip


@question(title="Early stopping in words", slide=STOPPING, points=(1, 1, 1), minutes=(1, 1, 1),
          variants=10)  # fmt: skip
def stopping_facts(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what it watches and saves, level 2 patience and copies, level 3 its relatives."""
    return concept(rng, _FACTS[level])


_CLAIMS = {
    1: [
        Ask("What does dropout do in training?", "It switches off units at random.",
            "So no unit can rely on another.",
            {"It takes away the units with the smallest weights.": "Weights do not decide.",
             "It takes away examples at random.": "Units are dropped.",
             "It stops the training at a random epoch.": "That is no dropout.",
             "It sets the smallest outputs of each layer to zero.": "Chance decides."}),
        Ask("What happens to dropout when the trained network predicts?",
            "It is switched off: all units are at work.", "Prediction must not depend on chance.",
            {"It goes on with half of the probability.": "Nothing is dropped.",
             "It uses the mask that was best in training for each example.": "No mask is kept.",
             "It drops the units that were dropped most often in training.": "Nothing is dropped.",
             "It goes on as in training, or else sums get too large.": "Scaling saw to that."}),
        Ask("In `torch.nn.Dropout(p=0.2)`, what is `p`?", "The probability that an entry is zeroed",
            "`p` is for dropping.",
            {"The probability that an entry is kept": "That is $1 - p$.",
             "The exact share of zeros at each pass": "It is a share on average.",
             "The factor by which kept entries are multiplied": r"That is $1 / (1 - p)$.",
             "The number of passes between two masks, as a share of an epoch":
                "Each pass has one."}),
    ],
    2: [
        Ask("What is co-adaptation?", "Units that are useful only together with certain others",
            "A small change of one then spoils both.",
            {"Weights that become exactly zero together": "That is sparsity.",
             "Layers that share one matrix of weights": "That is something else.",
             "Features that are correlated in the training data": "That is about the inputs.",
             "Examples that appear in training and validation data": "That is a leak."}),
        Ask("Why does dropout work against co-adaptation?",
            "A unit cannot count on another that may be missing.", "So each must be useful alone.",
            {"A unit gets weights that are exactly zero.": "That is the work of L1.",
             "A unit sees more varied examples than without it.": "That is augmentation.",
             "A unit is trained for fewer epochs than all the others.": "All are trained alike.",
             "A unit that is dropped once stays away for good.": "A new mask comes at each pass."}),
        Ask("How often is a mask drawn?", "At each forward pass, for each example of its own",
            "The slide's word epoch is too slow.",
            {"Once for a training, before the first epoch": "Then it would be frozen.",
             "Once for an epoch, for all of its examples": "It is quicker than that.",
             "At each forward pass, one for all examples of the batch": "Each has its own.",
             "Whenever the validation loss has risen": "That is early stopping."}),
    ],
    3: [
        Ask("Dropout improves robustness, says the slide. In which sense is that sure?",
            "The network stays accurate if some hidden units fail.", "That is what it trained for.",
            {"The network stays accurate on data of another kind.": "That is another question.",
             "The network stays accurate if its labels are wrong.": "That is another question.",
             "The network has the same loss for each start of the weights.": "It has not.",
             "The network needs no validation data any more.": "It does."}),
        Ask("The training loss during training lies above the validation loss. A network with "
            "dropout did that. Why is it no riddle?",
            "Training is measured with dropout on, validation with it off.",
            "Compare what was measured in one mode.",
            {"Training data are harder than validation data in most cases.":
               "They are drawn alike.",
             "The validation rows were learnt from as well.": "They were not.",
             "The penalty of dropout is added to the validation loss.": "No penalty is added.",
             "Dropped units have larger weights than all those that are kept.": "Chance decides."}),
        Ask("A seed is set inside the forward pass, so that dropout can be repeated. What is the "
            "harm?",
            "The same units are missing at each pass: it is not dropout.",
            "Create one generator before training.",
            {"All units are missing at the first pass: nothing is learnt.": "A share is missing.",
             "The mask is drawn too slowly for a large network.": "Speed is not the matter.",
             "The kept units are no longer divided by $1 - p$.": "They are.",
             "The validation loss is measured with dropout on.": "That is another mistake."}),
    ],
}  # fmt: skip


@question(title="Dropout in words", slide=DROPOUT, points=(1, 1, 1), minutes=(1, 1, 1), variants=10)
def dropout_claims(rng: np.random.Generator, level: int) -> Question:
    """Level 1 what it does, level 2 co-adaptation, level 3 what is claimed of it."""
    return concept(rng, _CLAIMS[level])
