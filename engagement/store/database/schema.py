"""The manifest's tables, with types and keys that both SQLite and PostgreSQL have.

Instants are ISO 8601 text in UTC. Rows of a workspace are deleted with the workspace.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

#: Increased when the tables change; an older program refuses a newer manifest.
SCHEMA: Final = 10

metadata = sa.MetaData()


def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    # AUTOINCREMENT: ids of deleted rows are never assigned again.
    counted = any(isinstance(c, sa.Column) and c.name == "id" for c in columns)
    return sa.Table(name, metadata, *columns, sqlite_autoincrement=counted)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str, *, primary_key: bool = False, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, primary_key=primary_key, nullable=nullable)


def _reference_to(table: str, *, primary_key: bool = True) -> sa.Column[int]:
    """Return a column that references `table`; its row is deleted with the referenced one."""
    key = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(f"{table}_id", sa.Integer, key, primary_key=primary_key, nullable=False, index=True)


def counted() -> list[str]:
    """Return the tables whose rows have an id, which is never assigned again."""
    return [table.name for table in metadata.sorted_tables if "id" in table.columns]


def make(connection: sa.Connection) -> None:
    """Create the tables of a new manifest in their current form; later migrations start from there."""
    for statement in _made_by(connection.dialect):
        connection.exec_driver_sql(statement)
    connection.execute(sa.insert(about).values(schema=SCHEMA))
    connection.execute(sa.insert(_migrated).values(version_num=f"schema_{SCHEMA}"))


@lru_cache(maxsize=2)
def _made_by(dialect: sa.Dialect) -> tuple[str, ...]:
    """Return the statements that create all tables and indexes, compiled once per database."""
    statements: list[str] = []
    for table in (*metadata.sorted_tables, _migrated):
        statements.append(str(CreateTable(table).compile(dialect=dialect)))
        statements += [
            str(CreateIndex(index).compile(dialect=dialect)) for index in sorted(table.indexes, key=_name)
        ]
    return tuple(statements)


def _name(index: sa.Index) -> str:
    return str(index.name)


def found_in(connection: sa.Connection) -> int | None:
    """Return the schema version of a manifest; None for an empty one."""
    if not sa.inspect(connection).has_table("about"):
        return None
    schema_number: int | None = connection.scalar(sa.select(about.c.schema))
    return schema_number


#: The last migration, as alembic records it.
_migrated = sa.Table(
    "alembic_version",
    sa.MetaData(),
    sa.Column("version_num", sa.String(32), nullable=False),
    sa.PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
about = _table("about", sa.Column("schema", sa.Integer, primary_key=True))
workspace = _table("workspace", _id(), sa.Column("name", sa.Text, unique=True, nullable=False))
dataset = _table(
    "dataset",
    _id(),
    _reference_to("workspace", primary_key=False),
    _text("file"),
    _text("content_digest"),
    _text("added_at"),
    _text("who"),
)
dataset_table = _table(
    "dataset_table",
    _reference_to("dataset"),
    _text("name", primary_key=True),
    _text("object"),
    sa.Column("rows", sa.BigInteger, nullable=False),
)
dataset_report = _table(
    "dataset_report",
    _reference_to("dataset"),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("report", sa.JSON, nullable=False),
    _text("rejects", nullable=True),
)
version = _table(
    "version",
    _id(),
    _reference_to("workspace", primary_key=False),
    sa.Column("parent", sa.Integer, sa.ForeignKey("version.id", ondelete="SET NULL")),
    _text("made_at"),
    _text("who"),
    _text("action"),
    _text("digest"),
)
version_dataset = _table("version_dataset", _reference_to("version"), _reference_to("dataset"))
#: The files by which this version differs from its parent.
version_change = _table("version_change", _reference_to("version"), _reference_to("dataset"))
version_table = _table(
    "version_table",
    _reference_to("version"),
    _text("name", primary_key=True),
    _text("object"),
    sa.Column("rows", sa.BigInteger, nullable=False),
)
#: The shop or brand that a person says a file belongs to, in a version.
version_shop = _table("version_shop", _reference_to("version"), _reference_to("dataset"), _text("name"))
#: Answers about two sources of orders, in a version: sales in both count "once" or are "apart".
version_sales = _table(
    "version_sales",
    _reference_to("version"),
    _text("one", primary_key=True),
    _text("other", primary_key=True),
    _text("answer"),
)
#: The computed changes of a version.
version_note = _table("version_note", _reference_to("version"), sa.Column("note", sa.JSON, nullable=False))
#: Steps back and forth between versions.
step = _table(
    "step",
    _id(),
    _reference_to("workspace", primary_key=False),
    _reference_to("version", primary_key=False),
    _text("action"),
    _text("made_at"),
    _text("who"),
)
head = _table(
    "head",
    _reference_to("workspace"),
    sa.Column("version_id", sa.Integer, sa.ForeignKey("version.id"), nullable=False),
)
#: A person's answers about files of one shape (`sources.recognition.recipes`).
recipe = _table(
    "recipe",
    _reference_to("workspace"),
    _text("shape", primary_key=True),
    sa.Column("recipe", sa.JSON, nullable=False),
    _text("said_at"),
    _text("who"),
)
#: Exchange rates that a person entered (`money.exchange_rates`).
rates = _table(
    "rates",
    _reference_to("workspace"),
    sa.Column("rates", sa.JSON, nullable=False),
    _text("said_at"),
    _text("who"),
)
#: Objects that a permanent deletion has yet to delete from disk.
erasure = _table("erasure", _reference_to("workspace"), _text("object", primary_key=True))


#: Who may enter a workspace, by the e-mail address (lower case) that they log in with.
#: `role`: owner | editor | viewer.
membership = _table(
    "membership",
    _reference_to("workspace"),
    _text("who", primary_key=True),
    _text("role"),
    _text("invited_at"),
    _text("invited_by"),
    _text("seen_at", nullable=True),
)
#: A link shows some pages to anybody with its token, of which only a hash is stored.
link = _table(
    "link",
    _id(),
    _reference_to("workspace", primary_key=False),
    #: The link's name in addresses; it opens nothing by itself.
    sa.Column("public", sa.Text, unique=True, nullable=False),
    sa.Column("token_hash", sa.Text, unique=True, nullable=False),
    _text("title"),
    _text("note"),
    #: What is shared (`store.sharing.terms.Terms`): pages, question, free and hidden filters, k, origins.
    sa.Column("terms", sa.JSON, nullable=False),
    #: The fixed version; NULL follows the newest.
    sa.Column("pinned", sa.Integer, sa.ForeignKey("version.id", ondelete="SET NULL")),
    sa.Column("follows", sa.Boolean, nullable=False),
    _text("password_hash", nullable=True),
    sa.Column("failures", sa.Integer, nullable=False),
    _text("failed_at", nullable=True),
    _text("made_at"),
    _text("who"),
    _text("expires_at", nullable=True),
    _text("revoked_at", nullable=True),
    _text("seen_at", nullable=True),
    sa.Column("visits", sa.Integer, nullable=False),
)
#: An API token of an owner, of which only a hash is stored.
#: `scope`: read | aggregates | upload.
token = _table(
    "token",
    _id(),
    _reference_to("workspace", primary_key=False),
    sa.Column("token_hash", sa.Text, unique=True, nullable=False),
    _text("scope"),
    _text("title"),
    _text("made_at"),
    _text("who"),
    _text("expires_at"),
    _text("revoked_at", nullable=True),
    _text("seen_at", nullable=True),
)
#: Published aggregates of a link, newest last; the previous one shows what changed since.
bundle = _table(
    "bundle",
    _id(),
    _reference_to("link", primary_key=False),
    _text("object"),
    _text("version_digest"),
    _text("made_at"),
)
#: The content of publications, kept as long as the link exists: published figures cannot be recalled.
told = _table(
    "told",
    _id(),
    _reference_to("link", primary_key=False),
    #: The version that was published; NULL once that is deleted.
    sa.Column("version_id", sa.Integer, sa.ForeignKey("version.id", ondelete="SET NULL"), index=True),
    #: The digest of the exchange rates used.
    _text("rates"),
    #: The last row of `withdrawn` at that moment; 0 for none.
    sa.Column("withdrawn", sa.Integer, nullable=False),
    #: Smallest group, question, windows and values that were published.
    sa.Column("said", sa.JSON, nullable=False),
)
#: Days from which rows were erased after publication, in whole months, by table.
withdrawn = _table(
    "withdrawn",
    _id(),
    _reference_to("workspace", primary_key=False),
    sa.Column("days", sa.JSON, nullable=False),
)
#: The audit; it never contains a customer's address, a token or a cell of a file.
audit = _table(
    "audit",
    _id(),
    _reference_to("workspace", primary_key=False),
    _text("at"),
    _text("who"),
    _text("what"),
    sa.Column("about", sa.JSON, nullable=False),
)
#: For how many months rows of a canonical table are kept; without an entry for ever.
retention = _table(
    "retention",
    _reference_to("workspace"),
    _text("name", primary_key=True),
    sa.Column("months", sa.Integer, nullable=False),
)
#: People who were erased and must not come back: a keyed hash of their pseudonym, not the pseudonym.
suppressed = _table("suppressed", _reference_to("workspace"), _text("code", primary_key=True))
#: Proof of an erasure, in counts.
proof = _table(
    "proof",
    _id(),
    _reference_to("workspace", primary_key=False),
    _text("made_at"),
    _text("who"),
    sa.Column("proof", sa.JSON, nullable=False),
)
#: Addresses that an owner chose to keep for mailings, apart from all other data.
contact = _table(
    "contact",
    _reference_to("workspace"),
    sa.Column("customer_key", sa.BigInteger, primary_key=True, autoincrement=False),
    _text("address"),
)
#: Second pseudonyms of people whose phone number other files have without its country code.
also_known = _table(
    "also_known",
    _reference_to("workspace"),
    sa.Column("other_key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("customer_key", sa.BigInteger, nullable=False),
)
#: Small choices of an owner, by name.
setting = _table(
    "setting",
    _reference_to("workspace"),
    _text("name", primary_key=True),
    sa.Column("value", sa.JSON, nullable=False),
)
#: What is sent by mail, when and in which form; `sealed` holds the password and the token of the newest
#: period's link, `looked` what was told of changes.
mail_schedule = _table(
    "mail_schedule",
    _id(),
    _reference_to("workspace", primary_key=False),
    #: The link of the newest period; NULL before the first.
    sa.Column("link_id", sa.Integer, sa.ForeignKey("link.id", ondelete="SET NULL")),
    sa.Column("plan", sa.JSON, nullable=False),
    _text("sealed"),
    sa.Column("looked", sa.JSON, nullable=True),
    _text("made_at"),
    _text("who"),
)
#: Recipients: the address is encrypted, and deleted when its owner unsubscribes.
#: `state`: asked | confirmed | stopped.
mail_recipient = _table(
    "mail_recipient",
    _id(),
    _reference_to("workspace", primary_key=False),
    _reference_to("mail_schedule", primary_key=False),
    sa.Column("person_key", sa.BigInteger, nullable=False),
    *(_text(name) for name in ("sealed", "state", "asked_at")),
    sa.Column("asks", sa.Integer, nullable=False),
    sa.Column("confirm_hash", sa.Text, unique=True, nullable=True),
    sa.Column("stop_hash", sa.Text, unique=True, nullable=False),
    *(_text(name, nullable=True) for name in ("confirm_until", "confirmed_at", "stopped_at")),
    sa.UniqueConstraint("mail_schedule_id", "person_key"),
)
#: What was sent to whom: written before it is sent, so that nothing is sent twice.
#: `state`: begun | sent | failed | given_up | unknown.
mail_sending = _table(
    "mail_sending",
    _id(),
    _reference_to("mail_recipient", primary_key=False),
    *(_text(name) for name in ("what", "message_id", "state", "begun_at")),
    sa.Column("tries", sa.Integer, nullable=False),
    *(_text(name, nullable=True) for name in ("next_at", "fault")),
    sa.UniqueConstraint("mail_recipient_id", "what"),
)
