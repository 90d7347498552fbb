# score: 0 of 4
# mistake: lets course_lib decide
# hint: your own implementation

from course_lib.early_stopping import Patience


def train_with_patience(weights, updates, validation_loss, patience):
    rule, path = Patience(patience), []
    for update, loss in zip(updates, validation_loss):
        weights = weights + update
        path.append(weights)
        if rule.should_stop(0.0, float(loss)):
            break
    return path[rule.best_epoch], rule.best_epoch, len(path)
