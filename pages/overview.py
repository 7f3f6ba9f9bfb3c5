"""How engaged are the customers?"""

from engagement.app.router import require_router

require_router()

from engagement.app.components import coverage, head, insights, keyfigure, shared, summary
from engagement.app.current import visitor
from engagement.app.frame import view_for
from engagement.locale import message
from engagement.metrics.overview import KEY_FIGURES, TOTALS, shown, totals

MISSING = (
    message("No data yet: add your first file"),
    message("Orders, a survey or social media data, as your tools export them, are all that is needed."),
)

view, _ = view_for(message("How engaged are the customers?"), (*KEY_FIGURES, *TOTALS), MISSING, splits=False)
keys = shown(view)
summary.show(view, totals(view))
keyfigure.row(view, keys)
head.section(message("What stands out"), key="insights")
insights.show(view, keys)
if visitor().is_guest:
    shared.since(view, keys)
    shared.counted(view, (*totals(view), *keys))
else:
    head.section(message("Based on"), key="coverage")
    coverage.show(view)
