"""Who gets it by mail?"""

from engagement.app.navigation.router import require_router

require_router()

from engagement.app.mail import page

page.show()
