# score: 0 of 4
# mistake: lets the library do it
# hint: your own implementation

from course_lib.losses import CreditRisk


def credit_loss(p, y, lam):
    loss = CreditRisk(lam)
    return loss.value(p, y), loss.gradient(p, y)
