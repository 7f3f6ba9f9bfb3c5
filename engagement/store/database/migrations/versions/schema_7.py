"""The content of publications, and the days from which rows were erased afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "schema_7"
down_revision = "schema_6"


def upgrade() -> None:
    """Make the tables if they are not there yet."""
    op.create_table(
        "told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.Column("rates", sa.Text(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_told_link_id", "told", ["link_id"], if_not_exists=True)
    op.create_index("ix_told_version_id", "told", ["version_id"], if_not_exists=True)
    op.create_table(
        "withdrawn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_withdrawn_workspace_id", "withdrawn", ["workspace_id"], if_not_exists=True)
