# score: 0 of 2
# mistake: lets the library's prox do it
# hint: your own implementation

from course_lib.regularizers import L1


def soft_threshold(w, t):
    return L1(1.0).prox(w, t)
