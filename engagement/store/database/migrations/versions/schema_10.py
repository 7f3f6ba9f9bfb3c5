"""Schedules of mail, their recipients, and records of what was sent."""

import sqlalchemy as sa
from alembic import op

revision = "schema_10"
down_revision = "schema_9"


def upgrade() -> None:
    """Make the tables if they are not there yet."""
    op.create_table(
        "mail_schedule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("looked", sa.JSON(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mail_recipient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("mail_schedule_id", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.Text(), nullable=False),
        sa.Column("confirm_hash", sa.Text(), nullable=True),
        sa.Column("confirm_until", sa.Text(), nullable=True),
        sa.Column("stop_hash", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.Text(), nullable=True),
        sa.Column("stopped_at", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["mail_schedule_id"], ["mail_schedule.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("confirm_hash"),
        sa.UniqueConstraint("stop_hash"),
        sa.UniqueConstraint("mail_schedule_id", "person_key"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "mail_sending",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mail_recipient_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.Text(), nullable=False),
        sa.Column("next_at", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["mail_recipient_id"], ["mail_recipient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("mail_recipient_id", "what"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    for table, column in (
        ("mail_schedule", "workspace_id"),
        ("mail_recipient", "workspace_id"),
        ("mail_recipient", "mail_schedule_id"),
        ("mail_sending", "mail_recipient_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column], if_not_exists=True)
