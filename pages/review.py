"""What changed, and what comes next?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.review import page

page.show()
