"""One function for one kind of chart; every range and open end is drawn.

Claimants differ by shape and label as well as by colour. What all charts share, and what
none may leave out, is in ``chart``.
"""

from hedged.chart import told
from hedged.gap_chart import against, gaps
from hedged.lanes_chart import lanes
from hedged.marks_chart import marks
from hedged.path_chart import path
from hedged.plane_chart import plane
from hedged.range_charts import ranges
from hedged.time_charts import timeline

__all__ = ["against", "gaps", "lanes", "marks", "path", "plane", "ranges", "timeline", "told"]
