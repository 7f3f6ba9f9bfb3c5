"""The tables of schema 4, the first that is migrated; manifests of 1 to 3 only lack some of them."""

import sqlalchemy as sa
from alembic import op

revision = "schema_4"
down_revision = None


def upgrade() -> None:
    """Make each table that is not there yet."""
    op.create_table(
        "about",
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("schema"),
        if_not_exists=True,
    )
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_table(
        "dataset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("added_at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_dataset_workspace_id", "dataset", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "erasure",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id", "object"),
        if_not_exists=True,
    )
    op.create_index("ix_erasure_workspace_id", "erasure", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "rates",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("rates", sa.JSON(), nullable=False),
        sa.Column("said_at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id"),
        if_not_exists=True,
    )
    op.create_index("ix_rates_workspace_id", "rates", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "recipe",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("recipe", sa.JSON(), nullable=False),
        sa.Column("said_at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id", "shape"),
        if_not_exists=True,
    )
    op.create_index("ix_recipe_workspace_id", "recipe", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["parent"], ["version.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_version_workspace_id", "version", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "dataset_report",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("rejects", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("dataset_id", "position"),
        if_not_exists=True,
    )
    op.create_index("ix_dataset_report_dataset_id", "dataset_report", ["dataset_id"], if_not_exists=True)
    op.create_table(
        "dataset_table",
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("dataset_id", "name"),
        if_not_exists=True,
    )
    op.create_index("ix_dataset_table_dataset_id", "dataset_table", ["dataset_id"], if_not_exists=True)
    op.create_table(
        "head",
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["version.id"],
        ),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("workspace_id"),
        if_not_exists=True,
    )
    op.create_index("ix_head_workspace_id", "head", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        if_not_exists=True,
        sqlite_autoincrement=True,
    )
    op.create_index("ix_step_version_id", "step", ["version_id"], if_not_exists=True)
    op.create_index("ix_step_workspace_id", "step", ["workspace_id"], if_not_exists=True)
    op.create_table(
        "version_change",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "dataset_id"),
        if_not_exists=True,
    )
    op.create_index("ix_version_change_dataset_id", "version_change", ["dataset_id"], if_not_exists=True)
    op.create_index("ix_version_change_version_id", "version_change", ["version_id"], if_not_exists=True)
    op.create_table(
        "version_dataset",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "dataset_id"),
        if_not_exists=True,
    )
    op.create_index("ix_version_dataset_dataset_id", "version_dataset", ["dataset_id"], if_not_exists=True)
    op.create_index("ix_version_dataset_version_id", "version_dataset", ["version_id"], if_not_exists=True)
    op.create_table(
        "version_note",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id"),
        if_not_exists=True,
    )
    op.create_index("ix_version_note_version_id", "version_note", ["version_id"], if_not_exists=True)
    op.create_table(
        "version_shop",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "dataset_id"),
        if_not_exists=True,
    )
    op.create_index("ix_version_shop_dataset_id", "version_shop", ["dataset_id"], if_not_exists=True)
    op.create_index("ix_version_shop_version_id", "version_shop", ["version_id"], if_not_exists=True)
    op.create_table(
        "version_table",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("rows", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "name"),
        if_not_exists=True,
    )
    op.create_index("ix_version_table_version_id", "version_table", ["version_id"], if_not_exists=True)
    # ### end Alembic commands ###
