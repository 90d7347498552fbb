"""Masks and image grids show each entry where it belongs."""

import numpy as np
import pytest

from course_lib import plots
from course_lib.datasets import load_digits


def test_dark_cells_are_the_dropped_units():
    """The heat map is 1 exactly where the mask is 0, row by row, first pass on top."""
    mask = np.array([[0, 2, 2, 0], [2, 2, 2, 0]])
    (ax,) = plots.dropout_mask(mask).axes
    np.testing.assert_array_equal(ax.collections[0].get_array(), mask == 0)
    assert ax.get_ylim()[0] > ax.get_ylim()[1]


def test_shares_are_written_beside_the_rows():
    """Each row tells its share of dropped units; the title the share of all and the expected."""
    (ax,) = plots.dropout_mask([[0, 2, 2, 0], [2, 2, 2, 0]], p=0.5).axes
    assert [text.get_text() for text in ax.texts] == ["50 %", "25 %"]
    assert ax.get_title() == "dropped 38 % of the units, expected 50 %"


def test_masks_must_be_a_table():
    """A single mask of shape (units,) is refused with the way to fix it."""
    with pytest.raises(ValueError, match=r"Use masks\.reshape\(1, -1\) for one pass\?"):
        plots.dropout_mask([0, 1, 1])


def test_large_masks_and_grids_stay_on_the_screen():
    """Hundreds of passes, units or columns make no figure beyond 10 by 8 inches."""
    figure = plots.dropout_mask(np.eye(300))
    assert figure.get_figwidth() <= 10
    assert figure.get_figheight() <= 8
    assert not figure.axes[0].texts
    assert plots.images_grid(np.zeros((30, 4, 4)), columns=30).get_figwidth() <= 10
    assert plots.confusion_matrix(np.eye(12), range(12), cost=np.eye(12)).get_figwidth() <= 10


def test_images_are_placed_in_reading_order_on_one_scale():
    """Images fill the rows from the left, all with the same grey scale, spare places empty."""
    images = load_digits().X[:5].reshape(-1, 8, 8)
    figure = plots.images_grid(images, list("01234"), columns=3)
    shown = [ax.images[0] for ax in figure.axes if ax.images]
    for image, drawn in zip(images, shown, strict=True):
        np.testing.assert_array_equal(drawn.get_array(), image)
        assert drawn.get_clim() == (images.min(), images.max())
    assert [ax.get_title() for ax in figure.axes] == [*"01234", ""]


def test_marked_images_are_framed():
    """Only marked images have a frame."""
    figure = plots.images_grid(np.zeros((3, 4, 4)), marked=[1])
    assert [ax.spines["left"].get_visible() for ax in figure.axes] == [False, True, False]


def test_bad_images_are_refused():
    """Flat digits get the reshape they need; titles must fit; no image is no figure."""
    with pytest.raises(ValueError, match=r"Use X\.reshape\(-1, 8, 8\) for the digits\?"):
        plots.images_grid(load_digits().X[:3])
    with pytest.raises(ValueError, match="titles must have 2 entries, got 1"):
        plots.images_grid(np.zeros((2, 8, 8)), ["a"])
    with pytest.raises(ValueError, match="number of images must be a whole number of at least 1"):
        plots.images_grid(np.zeros((0, 8, 8)))
