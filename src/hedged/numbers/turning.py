"""Exact points, found by search: the simplest fraction between two numbers, and where a value passes a threshold."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the smallest denominator in [low, high] (Stern-Brocot)."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = math.ceil(low)
    if whole <= high:
        return Fraction(whole)
    below = whole - 1
    return below + 1 / simplest(1 / (high - below), 1 / (low - below))


def turning_point(
    is_before: Callable[[Fraction], bool],
    low: Fraction,
    high: Fraction,
    value: Callable[[Fraction], Fraction | None],
    threshold: Fraction,
) -> Fraction:
    """The point between ``low`` and ``high`` at which ``is_before`` turns false, where ``value`` passes the threshold.

    Taken from the way ``value`` goes, or found by halving to a bracket, whose simplest fraction is the
    exact point wherever that point is rational; either is tried on both sides. A formula that squares an
    input can turn where no fraction is: the result is then within 2**-96 of the point.
    """
    first, tiny = low, Fraction(1, 2**128)
    for bits in (0, 12, 24, 48, 96):
        while bits and high - low > Fraction(1, 2**bits):
            middle = (low + high) / 2
            if is_before(middle):
                low = middle
            else:
                high = middle
        for found in (_crossing(value, threshold, low, high), simplest(low, high)):
            inside = found is not None and low <= found <= high
            if inside and is_before(max(first, found - tiny)) and not is_before(found + tiny):
                return found
    return found


def _crossing(
    value: Callable[[Fraction], Fraction | None], threshold: Fraction, low: Fraction, high: Fraction
) -> Fraction | None:
    """Where ``value`` would meet the threshold if it went, as every function here does in one input, as (ax + b) / (cx + d).

    Three points tell: the cross-ratio of four points on such a line is that of their values.
    """
    points = (low, (low + high) / 2, high)
    values = [value(point) for point in points]
    if None in values:
        return None
    (x, y, z), (fx, fy, fz) = points, values
    try:
        ratio = (threshold - fx) * (fy - fz) / ((threshold - fz) * (fy - fx))
        return (x * (y - z) - ratio * z * (y - x)) / (y - z - ratio * (y - x))
    except ZeroDivisionError:
        return None
