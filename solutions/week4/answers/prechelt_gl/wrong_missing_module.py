# score: 0 of 2
# mistake: uses a package that is not installed
# needs: a_module_that_is_not_here

import a_module_that_is_not_here


def prechelt_gl(validation_loss, alpha):
    lowest = np.minimum.accumulate(validation_loss)
    gl = 100 * (np.array(validation_loss) / lowest - 1)
    above = np.flatnonzero(gl > alpha)
    return gl, a_module_that_is_not_here.first(above)
