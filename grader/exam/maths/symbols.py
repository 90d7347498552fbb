"""The macros that are known: one table for every output."""

from __future__ import annotations

LETTERS = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "xi": "ξ", "zeta": "ζ", "Delta": "Δ", "Gamma": "Γ", "Theta": "Θ",
    "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Omega": "Ω",
    "partial": "∂", "nabla": "∇", "infty": "∞", "ell": "ℓ", "top": "⊤", "emptyset": "∅",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "prime": "′", "square": "□",
}  # fmt: skip
"""Letters and letter-like signs."""

OPERATORS = {
    "cdot": "⋅", "times": "×", "odot": "⊙", "pm": "±", "mp": "∓", "circ": "∘", "ast": "∗",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "equiv": "≡", "sim": "∼", "propto": "∝", "ll": "≪", "gg": "≫", "in": "∈", "notin": "∉",
    "subset": "⊂", "to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←",
    "mapsto": "↦", "Rightarrow": "⇒", "implies": "⇒", "iff": "⇔", "Leftrightarrow": "⇔",
    "forall": "∀", "exists": "∃", "mid": "∣", "cup": "∪", "cap": "∩", "setminus": "∖",
    "colon": ":",
}  # fmt: skip
"""Relations, arrows and binary operators."""

BIG_OPERATORS = {"sum": "∑", "prod": "∏", "int": "∫", "bigcup": "⋃"}
"""Operators whose limits stand above and below in a displayed formula."""

FUNCTIONS = {
    "exp", "log", "ln", "sin", "cos", "tan", "tanh", "sinh", "cosh", "dim", "det",
}  # fmt: skip
"""Function names, set upright."""

LIMIT_FUNCTIONS = {"max", "min", "arg", "lim", "sup", "inf"}
"""Function names under which a subscript stands in a displayed formula."""

DELIMITERS = {
    "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", ".": "", "/": "/",
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lvert": "|", "rvert": "|",
    "vert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖", "||": "‖",
    "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
}  # fmt: skip
"""Brackets, with or without ``\\left`` and ``\\right``; ``||`` stands for ``\\|``."""

SPACES = {
    ",": 3 / 18, ":": 4 / 18, ";": 5 / 18, " ": 5 / 18, "!": -3 / 18, "quad": 1.0, "qquad": 2.0,
}  # fmt: skip
"""Spaces, in em."""

ACCENTS = {"hat": "^", "bar": "¯", "tilde": "~", "dot": "˙", "vec": "→", "overline": "¯"}
STYLES = {"mathbf": "bold", "boldsymbol": "bold", "mathbb": "blackboard", "mathcal": "script"}
WORDS = {"text": "text", "mathrm": "upright", "operatorname": "name"}
"""Macros whose argument is a word and not a product of letters."""

ENVIRONMENTS = {
    "cases": ("{", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "matrix": ("", ""),
    "vmatrix": ("|", "|"), "aligned": ("", ""),
}  # fmt: skip
"""Tables, with the brackets on their two sides."""
