"""The script that alembic runs: the migrations, in the transaction of the given connection."""

from alembic import context

from engagement.store.database import schema

context.configure(connection=context.config.attributes["connection"], target_metadata=schema.metadata)
context.run_migrations()
