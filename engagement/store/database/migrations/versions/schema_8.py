"""Second pseudonyms of people whose phone number other files have without its country code."""

import sqlalchemy as sa
from alembic import op

revision = "schema_8"
down_revision = "schema_7"


def upgrade() -> None:
    """Make the table if it is not there yet."""
    op.create_table(
        "also_known",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("other_key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("customer_key", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id", "other_key"),
        if_not_exists=True,
    )
    op.create_index("ix_also_known_workspace_id", "also_known", ["workspace_id"], if_not_exists=True)
