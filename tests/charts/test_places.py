"""Words of a drawing stand where nothing else is, or nowhere."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from hedged.charts.canvas import canvas_of, margins
from hedged.charts.places import FreePlaces


def empty() -> FreePlaces:
    """A plane a hundred points wide and high whose data are points too."""
    canvas, axes = canvas_of(2.0)
    width, height = (72 * side for side in canvas.get_size_inches())
    margins(canvas, 0, (width - 100) / 72, top=(height - 100) / 72, bottom=0)
    axes.set_xlim(0, 100)
    axes.set_ylim(0, 100)
    return FreePlaces(axes)


def test_a_place_is_the_same_in_points_and_back():
    free = empty()
    assert all(abs(a - b) < 1e-6 for a, b in zip(free.place(free.points((30, 70))), (30, 70), strict=True))


def test_words_stand_at_the_right_of_their_mark_if_that_is_free_else_at_its_left():
    free = empty()
    assert free.beside((50, 50), (20, 8), (5, 5)) == (15, 0)
    assert free.beside((50, 50), (20, 8), (5, 5)) == (-15, 0)


def test_words_keep_off_marks_lines_and_areas():
    for take in (
        lambda free: free.take((60, 50), 2),
        lambda free: free.take_line((60, 0), (60, 100)),
        lambda free: free.take_area((58, 40), (62, 60)),
    ):
        free = empty()
        take(free)
        assert free.beside((50, 50), (20, 8), (5, 5)) == (-15, 0)


def test_words_that_would_leave_the_plane_stand_elsewhere_or_nowhere():
    free = empty()
    assert free.beside((95, 50), (20, 8), (5, 5)) == (-15, 0)
    assert free.beside((50, 50), (200, 8), (5, 5)) is None


def test_no_words_stand_as_near_to_another_mark_which_they_would_seem_to_name():
    for other in ((58, 50), (85, 50), (70, 60)):
        free = empty()
        free.take(other, 1, mark=True)
        assert free.beside((50, 50), (20, 8), (12, 5), [(-1, 0)]) is None


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100), st.integers(5, 60)), min_size=2, max_size=12))
def test_no_words_lie_over_others(marks):
    free = empty()
    areas = []
    for x, y, width in marks:
        shift = free.beside((x, y), (width, 8), (4, 4))
        if shift is not None:
            areas.append((x + shift[0], y + shift[1], width))
    for (x, y, width), (other_x, other_y, other_width) in combinations(areas, 2):
        assert abs(x - other_x) >= (width + other_width) / 2 - 1e-6 or abs(y - other_y) >= 8 - 1e-6
