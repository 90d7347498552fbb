"""Changes of small images: shift, rotation, mirror image, cut-out."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from course_lib.augmentation.moves import draw_steps, mirrored, moved
from course_lib.checks import (
    FloatArray,
    as_array,
    as_count,
    as_number,
    as_rng,
    message,
    require_shape,
)


def shift_images(
    x: ArrayLike, *, max_shift: int, fill: float = 0.0, rng: np.random.Generator
) -> FloatArray:
    """Return each image moved by whole pixels, up to ``max_shift`` down or up, left or right.

    x has shape (n, height, width). What moves in is ``fill``, 0 for the paper of the digits;
    what moves out is lost.

    References
    ----------
    Simard, Steinkraus & Platt (2003); Krizhevsky, Sutskever & Hinton (2012).

    Examples
    --------
    >>> moved = shift_images(np.ones((1, 4, 4)), max_shift=1, rng=np.random.default_rng(3))
    >>> moved[0]
    array([[0., 0., 0., 0.],
           [1., 1., 1., 0.],
           [1., 1., 1., 0.],
           [1., 1., 1., 0.]])
    """
    x = _images(x, who="shift_images")
    fill = as_number(fill, who="shift_images", name="fill")
    rows, columns = (
        draw_steps(len(x), max_shift, min(x.shape[1:]), who="shift_images", rng=rng)
        for _ in range(2)
    )
    x = moved(x, columns[:, None, None], fill)
    return moved(x.swapaxes(1, 2), rows[:, None, None], fill).swapaxes(1, 2)


def rotate_images(
    x: ArrayLike, *, max_degrees: float, fill: float = 0.0, rng: np.random.Generator
) -> FloatArray:
    """Return each image turned by its own angle, uniform on [-max_degrees, max_degrees].

    References
    ----------
    Simard, Steinkraus & Platt (2003); Krizhevsky, Sutskever & Hinton (2012).

    Examples
    --------
    >>> turned = rotate_images(np.ones((2, 8, 8)), max_degrees=10, rng=np.random.default_rng(0))
    >>> turned.shape, round(float(turned[0, 4, 4]), 12)
    ((2, 8, 8), 1.0)
    """
    x = _images(x, who="rotate_images")
    limit = as_number(max_degrees, who="rotate_images", name="max_degrees", low=0, high=180)
    rng = as_rng(rng, who="rotate_images")
    return rotate(x, rng.uniform(-limit, limit, size=len(x)), fill=fill)


def rotate(images: ArrayLike, degrees: ArrayLike, *, fill: float = 0.0) -> FloatArray:
    """Return images turned about their centre, counter-clockwise for a positive angle.

    Each new pixel is looked up in the old image at the place turned back,
    ``r' = r cos t + c sin t, c' = -r sin t + c cos t`` from the centre, and interpolated
    linearly between its four neighbours (bilinear); beyond the border there is ``fill``.

    Parameters
    ----------
    images : shape (n, height, width).
    degrees : one angle, or one per image, shape (n,).

    References
    ----------
    Simard, Steinkraus & Platt (2003); Krizhevsky, Sutskever & Hinton (2012).

    Examples
    --------
    >>> rotate([[[1.0, 2.0], [3.0, 4.0]]], 90).round(12)[0]
    array([[2., 4.],
           [1., 3.]])
    """
    x = _images(images, who="rotate")
    fill = as_number(fill, who="rotate", name="fill")
    angle = as_array(degrees, who="rotate", name="degrees")
    if angle.ndim:
        require_shape(angle, (len(x),), who="rotate", name="degrees")
    angle = np.broadcast_to(angle, len(x))
    cos, sin = (f(np.deg2rad(angle))[:, None, None] for f in (np.cos, np.sin))
    centre_row, centre_column = (x.shape[1] - 1) / 2, (x.shape[2] - 1) / 2
    r = np.arange(x.shape[1])[:, None] - centre_row
    c = np.arange(x.shape[2]) - centre_column
    return _bilinear(x, centre_row + r * cos + c * sin, centre_column - r * sin + c * cos, fill)


def flip_images(x: ArrayLike, *, p: float, rng: np.random.Generator) -> FloatArray:
    """Return the images, each mirrored left to right with probability p.

    Right for photographs of cats; **wrong for digits**: a mirrored 2 is not a 2.

    References
    ----------
    Simard, Steinkraus & Platt (2003); Krizhevsky, Sutskever & Hinton (2012).

    Examples
    --------
    >>> flip_images([[[1, 2], [3, 4]]], p=1, rng=np.random.default_rng(0))[0]
    array([[2., 1.],
           [4., 3.]])
    """
    return mirrored(_images(x, who="flip_images"), p, who="flip_images", rng=rng)


def cut_out(x: ArrayLike, *, size: int, fill: float = 0.0, rng: np.random.Generator) -> FloatArray:
    """Return each image with one square of ``size`` by ``size`` pixels painted over.

    The square lies inside the image, every place equally likely.

    References
    ----------
    T. DeVries and G. Taylor, "Improved Regularization of Convolutional Neural Networks with
    Cutout", 2017 (there the square may stick out of the image).

    Examples
    --------
    >>> int(cut_out(np.ones((1, 8, 8)), size=3, rng=np.random.default_rng(0)).sum())
    55
    """
    x = _images(x, who="cut_out")
    fill = as_number(fill, who="cut_out", name="fill")
    n, height, width = x.shape
    size = as_count(size, who="cut_out", name="size", low=0)
    if size > min(height, width):
        raise ValueError(message("cut_out", "size", f"be at most {min(height, width)}", size))
    rng = as_rng(rng, who="cut_out")
    top = rng.integers(0, height - size + 1, size=(n, 1))
    left = rng.integers(0, width - size + 1, size=(n, 1))
    row, column = np.arange(height), np.arange(width)
    in_rows = (row >= top) & (row < top + size)  # (n, height)
    in_columns = (column >= left) & (column < left + size)  # (n, width)
    return np.where(in_rows[:, :, None] & in_columns[:, None, :], fill, x)


def _images(x: ArrayLike, *, who: str) -> FloatArray:
    x = as_array(x, who=who, name="x")
    hint = "Use X.reshape(-1, 8, 8) for the digits?" if x.ndim == 2 else ""
    require_shape(x, ("n", "height", "width"), who=who, name="x", hint=hint)
    return x


def _bilinear(x: FloatArray, rows: FloatArray, columns: FloatArray, fill: float) -> FloatArray:
    """Interpolate each image at its own places; all three arguments have shape (n, h, w)."""
    _, height, width = x.shape
    framed = np.pad(x, ((0, 0), (1, 1), (1, 1)), constant_values=fill)
    rows, columns = rows.clip(-1, height) + 1, columns.clip(-1, width) + 1
    top, left = (np.floor(rows).clip(max=height).astype(int),
                 np.floor(columns).clip(max=width).astype(int))  # fmt: skip
    down, right = rows - top, columns - left
    item = np.arange(len(x))[:, None, None]
    above = (1 - right) * framed[item, top, left] + right * framed[item, top, left + 1]
    below = (1 - right) * framed[item, top + 1, left] + right * framed[item, top + 1, left + 1]
    turned: FloatArray = (1 - down) * above + down * below
    return turned
