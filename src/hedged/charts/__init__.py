"""One function for one kind of chart; every range and open end is drawn.

Claimants differ by shape and label as well as by colour. What all charts share, and what
none may leave out, is in ``chart``.
"""

from hedged.charts.chart import told
from hedged.charts.gaps import against, gaps
from hedged.charts.lanes import lanes
from hedged.charts.marks_chart import marks
from hedged.charts.path import path
from hedged.charts.plane.chart import plane
from hedged.charts.ranges import ranges
from hedged.charts.timeline import timeline

__all__ = ["against", "gaps", "lanes", "marks", "path", "plane", "ranges", "timeline", "told"]
