"""Plain HTML pages without script and session: denied, password, login, mail, error."""

from __future__ import annotations

import html
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

from engagement.app.who.passwords import LONGEST
from engagement.locale import message
from engagement.locale.tags import accepted, preferred
from engagement.locale.translator import translator

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection

    from engagement.app.mail.mail_answers import MailAnswer
    from engagement.locale import Message
    from engagement.locale.translator import Translator

_PAGE: Final = Template((Path(__file__).parent / "page.html").read_text("utf-8"))
_FORM: Final = Template("""$complaint<form method="post">
<label for="password">$label</label>
<input id="password" name="password" type="password" maxlength="$longest"
autocomplete="off" required autofocus>
<button type="submit">$button</button>
</form>""")


def words_of(connection: HTTPConnection) -> Translator:
    """Return the translator of the language that the browser prefers."""
    return translator(preferred(accepted(connection.headers.get("accept-language", ""))))


def denied(connection: HTTPConnection) -> HTMLResponse:
    """Return the page for every address that opens nothing, the same whatever the reason."""
    t = words_of(connection)
    return _page(
        t,
        404,
        message("There is nothing at this address"),
        message(
            "The link may have expired, or a character of it is missing. Ask whoever sent it for a new one."
        ),
    )


def password_form(connection: HTTPConnection, status: int, complaint: Message | None = None) -> HTMLResponse:
    """Return the form for a link's password; `complaint` is what was wrong with the last try."""
    t = words_of(connection)
    form = _FORM.substitute(
        complaint=f'<p class="bad" role="alert">{html.escape(t.t(complaint))}</p>' if complaint else "",
        label=html.escape(t.t(message("Password"))),
        button=html.escape(t.t(message("Open"))),
        longest=LONGEST,
    )
    return _page(
        t,
        status,
        message("This link has a password"),
        message("Whoever sent you the link can tell you the password."),
        form,
    )


def who_are_you(language: str, way_in: str | None) -> HTMLResponse:
    """Return the page that says what this is and how to log in.

    `way_in` is the address to log in at; None where a proxy in front identifies people.
    """
    t = translator(language)
    about = message("How engaged a shop's customers are, read from the files that its tools export.")
    if way_in is None:
        sentence = message("Your network did not say who you are. Open this page the way you usually do.")
        more = f"<p>{html.escape(t.t(sentence))}</p>"
    else:
        invited = message("Only people who were invited see any data.")
        more = f'<a class="button" href="{way_in}">{html.escape(t.t(message("Log in")))}</a>'
        more += f"<p>{html.escape(t.t(invited))}</p>"
    return _page(t, 200, message("How engaged are the customers?"), about, more)


def of_mail(connection: HTTPConnection, answer: MailAnswer) -> HTMLResponse:
    """Return the page behind an address in a mail, with its button."""
    t, form = words_of(connection), ""
    if answer.button is not None:
        label = html.escape(t.t(answer.button))
        form = f'<form method="post"><button type="submit">{label}</button></form>'
    return _page(t, 200, answer.title, answer.sentence, form)


def failed(connection: HTTPConnection, code: str) -> HTMLResponse:
    """Return the page for an unexpected error, with the code in the log."""
    return _page(
        words_of(connection),
        500,
        message("This did not work"),
        message("The data are as before. Try again; if it stays so, report the code {code}.", code=code),
    )


def _page(t: Translator, status: int, title: Message, sentence: Message, more: str = "") -> HTMLResponse:
    body = f"<p>{html.escape(t.t(sentence))}</p>\n{more}"
    page = _PAGE.substitute(language=t.language, title=html.escape(t.t(title)), body=body)
    # Some of these pass Streamlit's compressor, some do not.
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store", "Vary": "Accept-Encoding"})
