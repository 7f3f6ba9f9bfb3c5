"""The OpenAPI description of the API, generated from its endpoints."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from engagement.app.api import uploads
from engagement.app.api.endpoints import ENDPOINTS, FILTER, PREFIX
from engagement.app.assistants.tools import schema_of
from engagement.app.ui.reader import LANGUAGE
from engagement.locale import LANGUAGES
from engagement.reports.report_request import program_version

if TYPE_CHECKING:
    from engagement.app.api.endpoints import Endpoint

PATH: Final = f"{PREFIX}openapi.json"
_JSON: Final = "application/json"
_FAULTS: Final = {
    "400": "A parameter is wrong, or the data have no such figure, split, period or value.",
    "401": "There is no token, or it is unknown, has expired or was revoked.",
    "403": "The token is for another use.",
    "409": "The data cannot be read so now; the sentence says why.",
    "429": "Too many requests: the header Retry-After says when to come again.",
}
_DESCRIPTION: Final = (
    "Figures of how engaged a shop's customers are. A value stands with its interval, n, days and notes; "
    "call a change or a difference one only where `beyond_noise` or `differs` is true. A share lies in 0..1, "
    "days are ISO dates. A token is made on the page *Sharing* and goes into the header "
    "`Authorization: Bearer TOKEN`."
)


_LANGUAGE: Final = {
    "name": LANGUAGE,
    "in": "query",
    "description": "In which language words are; without it that of Accept-Language, else English.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}


@cache
def described() -> dict[str, Any]:
    """Return the OpenAPI document as JSON values."""
    paths: dict[str, Any] = {endpoint.path: {"get": _operation(endpoint)} for endpoint in ENDPOINTS}
    paths[uploads.PATH] = {"post": _upload()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Engagement", "version": program_version(), "description": _DESCRIPTION},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string", "description": "One sentence."}},
                }
            },
            "responses": {status: _fault(text) for status, text in _FAULTS.items()},
        },
    }


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    schema = schema_of(endpoint.arguments)
    required = schema.get("required", ())
    return {
        "operationId": endpoint.path.removeprefix(PREFIX),
        "summary": endpoint.summary.split(". ")[0].rstrip(".") + ".",
        "description": endpoint.summary,
        "parameters": [
            _parameter(name, field, required=name in required)
            for name, field in schema.get("properties", {}).items()
        ]
        + [_LANGUAGE],
        "responses": {
            "200": {
                "description": "The answer.",
                "content": {_JSON: {"schema": {"type": "object"}}},
            },
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _FAULTS},
        },
    }


def _upload() -> dict[str, Any]:
    name = {"name": "name", "in": "query", "required": True, "schema": {"type": "string", "maxLength": 150}}
    body = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    faults = ("400", "401", "403", "409", "429")
    return {
        "operationId": "upload",
        "summary": "Send a file, which is read as if dropped.",
        "description": "The body is the file as it is, `name` what it is called.",
        "parameters": [name],
        "requestBody": {"required": True, "content": body},
        "responses": {
            "200": {"description": "It was read.", "content": {_JSON: {"schema": {"type": "object"}}}},
            "422": _fault("It could not be read; it waits on *Your data* with this sentence."),
            **{status: {"$ref": f"#/components/responses/{status}"} for status in faults},
        },
    }


def _parameter(name: str, field: dict[str, Any], *, required: bool) -> dict[str, Any]:
    if name == "filters":
        return {
            "name": FILTER,
            "in": "query",
            "description": "Only rows with this value, `country=IT`; may be given several times.",
            "schema": {"type": "array", "items": {"type": "string", "pattern": "^[^=]+="}},
            "explode": True,
        }
    schema = {key: value for key, value in field.items() if key != "description"}
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": field.get("description", name),
        "schema": schema,
    }


def _fault(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {_JSON: {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
