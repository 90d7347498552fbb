"""Every public function of ``course_lib`` with arguments that fit, by name."""

from tests.course_lib.sweep import data, networks, pictures, training
from tests.course_lib.sweep.arguments import CALLS

__all__ = ["CALLS", "data", "networks", "pictures", "training"]
