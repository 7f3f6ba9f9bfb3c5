"""The token of a request, which is read from the header `Authorization` only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from engagement.app.api.json_answers import Declined
from engagement.app.api.request_rates import GUESS_BURST, GUESS_RATE, TOKEN_BURST, TOKEN_RATE, Allowances
from engagement.app.web.limits.floods import address_of
from engagement.app.who.current import hosting, roles_of
from engagement.app.workspaces import open_workspaces
from engagement.locale import message
from engagement.store.sharing import tokens

if TYPE_CHECKING:
    from starlette.requests import Request

    from engagement.store.sharing.tokens import Token, TokenScope

_SCHEME: Final = "bearer"
_LONGEST: Final = 200


class TokenGuard:
    """Checks the tokens of requests, and limits the rate of failed tries by address."""

    def __init__(self) -> None:
        self._guesses: Allowances[str] = Allowances(GUESS_RATE, GUESS_BURST)
        self._uses: Allowances[int] = Allowances(TOKEN_RATE, TOKEN_BURST)

    def token(self, request: Request, *scopes: TokenScope) -> Token:
        """Return the token of a request if it is valid for one of these scopes. Reads the store.

        Raises `Declined`, with the same answer for every invalid token, whatever the reason.
        """
        refuse_foreign_page(request)
        address = address_of(request.scope)
        self._guesses.check(address)
        valid_token = _standing(_secret(request))
        if valid_token is None:
            self._guesses.take(address)
            raise Declined(
                401,
                message("This token opens nothing: it is unknown, has expired or was revoked."),
                WWW_Authenticate="Bearer",
            )
        self._uses.check(valid_token.id)
        self._uses.take(valid_token.id)
        if valid_token.scope not in scopes:
            sentence = (
                message("This token may only send files.")
                if valid_token.scope == "upload"
                else message("This token may not send files.")
            )
            raise Declined(403, sentence)
        tokens.note_use(open_workspaces.manifest(), valid_token)
        return valid_token


def refuse_foreign_page(request: Request) -> None:
    """Raise `Declined` for a request that a page of another site makes."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Declined(403, message("Pages of other sites may not ask here."))


def _secret(request: Request) -> str:
    """Return the secret behind "Bearer".

    Raises `Declined` where there is no such header, or more than one.
    """
    headers = request.headers.getlist("authorization")
    scheme, _, secret = (headers[0] if len(headers) == 1 else "").partition(" ")
    if scheme.lower() != _SCHEME or not secret.strip():
        raise Declined(
            401,
            message("Send a token in the header Authorization: Bearer TOKEN."),
            WWW_Authenticate="Bearer",
        )
    return secret.strip()[:_LONGEST]


def _standing(secret: str) -> Token | None:
    """Return the token of a secret.

    None where it was revoked or expired, or its maker is no owner any more.
    """
    token = tokens.by_secret(open_workspaces.manifest(), secret)
    if token is None or token.state != "stands":
        return None
    if hosting().logs_in and roles_of(token.who).get(token.workspace) != "owner":
        return None
    return token
