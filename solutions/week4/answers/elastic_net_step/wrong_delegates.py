# score: 0 of 2
# mistake: lets the library's prox do it
# hint: your own implementation

from course_lib.regularizers import ElasticNet


def elastic_net_step(v, l1, l2, step):
    return ElasticNet(l1, l2).prox(v, step)
