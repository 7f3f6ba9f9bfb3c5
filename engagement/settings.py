"""Environment variables: every one that the program reads is declared here, once.

No other module of `engagement/` reads the environment (`tests/test_settings.py`). The documentation's page of
settings is generated from this module.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its meaning for administrators, and its default.

    `default` is "" if the variable has none. A `secret` gives access to something, so containers read it
    from the file that `NAME_FILE` names.
    """

    name: str
    meaning: str
    default: str = ""
    secret: bool = False

    def read(self) -> str:
        """Return the value without surrounding blanks; "" if the variable is not set."""
        return os.environ.get(self.name, "").strip()


LOGIN: Final = Setting(
    "ENGAGEMENT_LOGIN",
    "How people log in: `none` (nobody is asked; meant for one person at one machine), `proxy` (your own "
    "login in front of the server says who it is) or `oidc` (an OpenID Connect provider).",
    "`none` on this machine; on any other address the server does not start without it",
)
SECRET: Final = Setting(
    "ENGAGEMENT_SECRET",
    "At least 32 random characters that sign cookies and links. Needed as soon as others reach the server "
    "or log in; all servers of one installation share it.",
    "made once and kept in the data folder, where only this machine reaches the server",
    secret=True,
)
HOST: Final = Setting(
    "ENGAGEMENT_HOST",
    "The address that people type, such as `engagement.example.com`; `https://` unless `http://` is written "
    "before it. The server answers under this name and on this machine.",
    "the host of `ENGAGEMENT_OIDC_REDIRECT_URI`, else only this machine",
)
OWNERS: Final = Setting(
    "ENGAGEMENT_OWNERS",
    "E-mail addresses of the first owners, with commas between them; they invite the others. Read only "
    "while the shop has no owner.",
    "nobody gets in until `engagement invite` lets somebody in",
)
PROXY_HEADER: Final = Setting(
    "ENGAGEMENT_PROXY_HEADER",
    "Needed with `proxy`: the header in which the proxy says the e-mail address of whoever has logged in.",
)
PROXY_FROM: Final = Setting(
    "ENGAGEMENT_PROXY_FROM",
    "Needed with `proxy`: addresses or networks of the proxy, with commas between them, such as "
    "`10.0.0.0/8`. From anywhere else the header is not believed.",
)
OIDC_CLIENT_ID: Final = Setting(
    "ENGAGEMENT_OIDC_CLIENT_ID",
    "Needed with `oidc`: the id of the client that you made at the provider.",
)
OIDC_CLIENT_SECRET: Final = Setting(
    "ENGAGEMENT_OIDC_CLIENT_SECRET",
    "Needed with `oidc`: that client's secret.",
    secret=True,
)
OIDC_METADATA_URL: Final = Setting(
    "ENGAGEMENT_OIDC_METADATA_URL",
    "Needed with `oidc`: the provider's metadata address; it ends in `/.well-known/openid-configuration`.",
)
OIDC_REDIRECT_URI: Final = Setting(
    "ENGAGEMENT_OIDC_REDIRECT_URI",
    "Needed with `oidc`: where the provider sends people back to, `https://YOUR-NAME/oauth2callback`.",
)
OIDC_TRUST_TENANT: Final = Setting(
    "ENGAGEMENT_OIDC_TRUST_TENANT",
    "With `oidc` and Microsoft Entra, which says of no address that it is verified: the id of your own "
    "tenant, whose administrators then vouch for its addresses.",
    "no tenant is trusted",
)
OIDC_TRUST_EDOV: Final = Setting(
    "ENGAGEMENT_OIDC_TRUST_EDOV",
    "With `oidc` and Microsoft Entra: `yes` to trust the optional claim `xms_edov`, which says that the "
    "owner of an address's domain was verified.",
    "`no`",
)
DATA_DIR: Final = Setting(
    "ENGAGEMENT_DATA_DIR",
    "The data folder, where the dashboard is started by `streamlit run dashboard.py`. `engagement serve` "
    "sets it from `--data-dir`.",
    "`data`",
)
DATABASE_URL: Final = Setting(
    "ENGAGEMENT_DATABASE_URL",
    "A PostgreSQL database for the manifest, `postgresql+psycopg://USER:PASSWORD@HOST/NAME`. Several servers "
    "can share it. Read by every command that opens the data folder.",
    "an SQLite file in the data folder",
    secret=True,
)
OBJECTS_URL: Final = Setting(
    "ENGAGEMENT_OBJECTS_URL",
    "Where the tables lie that were read from files: a folder, or `s3://BUCKET/PREFIX`.",
    "`objects` in the data folder",
)
KEYS_DIR: Final = Setting(
    "ENGAGEMENT_KEYS_DIR",
    "A folder for the shops' keys, by which addresses become pseudonyms.",
    "`keys` in the data folder",
)
LOG: Final = Setting(
    "ENGAGEMENT_LOG",
    "`json` writes each line of the log as a JSON object, for a log collector.",
    "lines for a person",
)
HEAD_START: Final = Setting(
    "ENGAGEMENT_HEAD_START",
    "`no` computes nothing before somebody asks for it: for a machine with little processor time. Else the "
    "Overview of each new state of the data is computed in the background, for every period that is offered, "
    "and kept beside the data for the next start.",
    "`yes`",
)

WATCH_DIR: Final = Setting(
    "ENGAGEMENT_WATCH_DIR",
    "A folder whose files are imported as if dropped: those in it into the first shop, those in a folder of "
    "a shop's name into that shop. A file is moved to `done` when it was read, else to `unread`.",
    "no folder is watched",
)

SMTP_HOST: Final = Setting(
    "ENGAGEMENT_SMTP_HOST",
    "The mail server through which schedules send the review and reports, such as `smtp.example.com`. Needs "
    "`ENGAGEMENT_HOST`, for each mail holds an address of this server, and the extra `[mail]`.",
    "nothing is sent by mail",
)
SMTP_PORT: Final = Setting(
    "ENGAGEMENT_SMTP_PORT",
    "Its port.",
    "587 with `starttls`, 465 with `tls`, 25 with `none`",
)
SMTP_SECURITY: Final = Setting(
    "ENGAGEMENT_SMTP_SECURITY",
    "`starttls` (encrypted before anything is said), `tls` (encrypted from the start) or `none` (for a mail "
    "server on the same machine). The server's certificate is checked.",
    "`starttls`",
)
SMTP_USER: Final = Setting(
    "ENGAGEMENT_SMTP_USER",
    "The user by which the mail server is logged in at.",
    "nobody logs in",
)
SMTP_PASSWORD_FILE: Final = Setting(
    "ENGAGEMENT_SMTP_PASSWORD_FILE",
    "The file that holds this user's password, and nothing else. It is read for each mail.",
    "nobody logs in",
)
SMTP_SENDER: Final = Setting(
    "ENGAGEMENT_SMTP_SENDER",
    "The address that mails come from, such as `reports@example.com`. The mail server has to allow it.",
)

ENGINE: Final = Setting(
    "ENGAGEMENT_ENGINE",
    "What `engagement metrics` scans tables with where it is not told: `duckdb`, or `spark` (the extra "
    "`[spark]`, and Java 17 or newer).",
    "`duckdb`",
)
SPARK_REMOTE: Final = Setting(
    "ENGAGEMENT_SPARK_REMOTE",
    "The address of a cluster's Spark Connect server, such as `sc://spark.example.com:15002`.",
    "Spark runs on this machine",
)

#: In the order of the documentation.
SETTINGS: Final = (
    *(LOGIN, SECRET, HOST, OWNERS),
    *(PROXY_HEADER, PROXY_FROM),
    *(OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_METADATA_URL, OIDC_REDIRECT_URI),
    *(OIDC_TRUST_TENANT, OIDC_TRUST_EDOV),
    *(DATA_DIR, DATABASE_URL, OBJECTS_URL, KEYS_DIR, LOG, HEAD_START, WATCH_DIR),
    *(SMTP_HOST, SMTP_PORT, SMTP_SECURITY, SMTP_USER, SMTP_PASSWORD_FILE, SMTP_SENDER),
    *(ENGINE, SPARK_REMOTE),
)


def variables_set() -> dict[str, str]:
    """Return the declared variables that are set, by name."""
    return {setting.name: value for setting in SETTINGS if (value := setting.read())}


def inherited(without: Iterable[str], **added: str) -> Mapping[str, str]:
    """Return the environment for a child process.

    Variables whose names begin with one of `without` are left out; `added` replaces or extends the rest.
    Python's search path is kept, after the added one.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith(tuple(without))}
    path = os.pathsep.join(filter(None, (added.get("PYTHONPATH"), environment.get("PYTHONPATH"))))
    return {**environment, **added, "PYTHONPATH": path}
