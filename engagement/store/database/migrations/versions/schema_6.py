"""Answers about two sources of orders: whether a sale that is in both counts once."""

import sqlalchemy as sa
from alembic import op

revision = "schema_6"
down_revision = "schema_5"


def upgrade() -> None:
    """Make the table if it is not there yet."""
    op.create_table(
        "version_sales",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("one", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "one", "other"),
        if_not_exists=True,
    )
    op.create_index("ix_version_sales_version_id", "version_sales", ["version_id"], if_not_exists=True)
