"""Written answers for simulated classes: points of a lecture, each said in one of many ways."""

from __future__ import annotations

import random
import re

_CHOICE = re.compile(r"\[([^\]]*)\]")
_POINTS = tuple(line.strip() for line in """
[If|When|Whenever|As soon as] [all|the] weights [start|begin] [at zero|equal|with one value], [every|each] [unit|neuron|node] of a [hidden layer|layer] [computes|gives|returns] the same [output|value|number].
[All|The] [units|neurons] [of a layer|in one layer] [get|receive|see] [an identical|the same|one and the same] gradient, [so|hence|and therefore] they [stay|remain|keep being] [equal|identical|copies of each other] [forever|after every step|during training].
[A random start|Random initialization|Drawing the weights at random] [breaks|removes|destroys] [this|the] symmetry, [because|since|as] [no two units|the units no longer] [see the same signal|agree|are alike].
[Zero weights|A weight matrix of zeros] [block|stop|kill] the [backward pass|gradient|signal], [as|because|for] the [product|upstream signal times W] [vanishes|is zero|becomes nothing].
[The biases|Only the biases|The output bias] [may|can] [still|nevertheless] [change|move|learn], [which|but this] [is not enough|does not help much|only fits the mean].
[The L1 penalty|Lasso|An absolute value penalty] [pushes|drives|shrinks] [small|unimportant|weak] [weights|coefficients] [exactly to zero|to exact zeros|right onto zero].
[Ridge|L2|The quadratic penalty] [shrinks|scales down|reduces] [every|each] [coefficient|weight] [by a factor|proportionally|a little], [but|yet] [hardly ever|never quite|almost never] [reaches|hits] zero.
[Geometrically|In the picture|On the drawing], [the diamond|the L1 ball] [touches|meets] the [contour|ellipse|level line] [at a corner|in a vertex], [where|so that] [some|one or more] [coordinates|parameters] [vanish|are zero].
[Dropout|Dropping units|Randomly removing units] [acts like|resembles|can be seen as] [an ensemble|averaging many networks|training many smaller nets].
[At test time|For prediction|When we predict] [nothing is dropped|all units are kept|dropout is switched off], [so|and] the [activations|outputs] [must be scaled|need the right scale|have been scaled before].
[I think|In my view|My guess is that|I would say] the [learning rate|step size] [was|is] [too large|far too big|too high], [since|because] the loss [jumps|oscillates|goes up and down].
[Early stopping|Stopping early|Ending the training] [saves|keeps|restores] the [best|lowest] [validation|held out] [weights|model|state] and [acts as|works like] [regularization|a penalty].
[Sigmoids|The sigmoid|A logistic unit] [saturates|becomes flat] [for large inputs|far from zero], [so|that is why] the [derivative|slope] is [tiny|close to zero|almost nothing] and [learning is slow|the gradient vanishes].
[ReLU|The rectifier] [has slope one|passes the gradient unchanged] [for positive inputs|on the right], [though|but] [a dead unit|units below zero] [never recover|get no signal|cannot learn].
[Softmax|The last layer] [needs|should use] the [shifted|stabilised|max-subtracted] [exponent|form|version], [otherwise|or else] [large scores|big logits] [overflow|give infinity].
[Augmentation|Adding shifted copies|Making more data] [only helps|makes sense] if the [label|class|target] [stays the same|does not change|is kept].
[From the plot|In my experiment|Running the cell] [one sees|I saw|it is clear] that the [training|train] [error|loss] [falls|drops|goes down] while the [validation|test] [curve|error] [rises|goes up again|gets worse].
[For lambda|With a penalty of] [0.1|0.01|one|ten] the [model|fit] [is too stiff|underfits|misses the trend], [for|with] [smaller|lower] values it [follows the noise|overfits|becomes wiggly].
[The chain rule|Backpropagation] [multiplies|combines] the [local derivatives|Jacobians|slopes] [layer by layer|from the output to the input|backwards].
[To check|As a test|To be sure], I [compared|held] the [gradient|derivative] [with|against] [finite differences|a numeric one|central differences] and [got|found] [agreement|a tiny error|about 1e-8].
[Honestly|To be honest], [I am not sure|this is not clear to me|I only half understand] [why|how] the [bias|intercept] is [left out|not penalised|free].
[Momentum|A velocity term] [averages|smooths] [past|earlier|the last] gradients, [which|and this] [damps|reduces] [zigzag|oscillation] [in narrow valleys|across the valley].
[The hinge loss|Hinge] [ignores|does not care about] [points|samples] [beyond|outside] the [margin|band], [unlike|while] [cross entropy|the logistic loss] [always pulls|never stops].
[Maxout|A maxout unit] [learns|fits] its [own|piecewise linear] [activation|shape], [at the cost of|paying with] [more|twice the] parameters.
""".strip().splitlines())  # fmt: skip
_EQUAL_WORDS = tuple(line.split() for line in """
weights coefficients|begin start|gives returns|unit neuron|units neurons|get receive|identical equal
because since|small little|drives pushes|zero nothing|error loss|reduces lowers|picture drawing
touches meets|large big|tiny small|slope derivative|learning training|helps works|clear obvious
falls drops|rises climbs|model network|gradient slope|found got|past previous|reaches hits
never hardly|network net|keeps holds|same identical|every each|value number|changes moves
needs requires|only just|best lowest|class label|shrinks reduces|prediction forecast|high large
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
_SYNONYMS = dict(_EQUAL_WORDS)


def essay(rng: random.Random, points: int = 0) -> str:
    """Return a written answer of three to nine points, or of so many."""
    chosen = rng.sample(_POINTS, points or rng.randint(3, 9))
    return " ".join(_CHOICE.sub(lambda m: rng.choice(m[1].split("|")), line) for line in chosen)


def with_synonyms(text: str, rng: random.Random) -> str:
    """Return a text in which words that have a synonym here are replaced, most of the time."""
    return re.sub(
        r"[A-Za-z]+",
        lambda m: _SYNONYMS.get(m[0], m[0]) if rng.random() < 0.8 else m[0],
        text,
    )


def reordered_sentences(text: str, rng: random.Random) -> str:
    """Return the sentences of a text in another order."""
    sentences = re.split(r"(?<=\.) ", text)
    return " ".join(rng.sample(sentences, len(sentences)))
