"""A small shop's files in which one person stands everywhere a person can stand, for the tests of privacy."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from engagement.sources.importing.sandbox import read_files
from engagement.sources.people.identities import pseudonym
from engagement.store import Drop, Workspace, open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

AVA = "ava.rossi@example.com"
BEN = "ben@example.com"

_ORDERS = (
    "Name,Email,Financial Status,Created at,Total,Currency,Lineitem name,Lineitem quantity,Lineitem price,"
    "Billing Name,Notes"
)
#: Ava's rows are those that hold her address in any spelling, and the second line of her order.
_ROWS = [
    f"#1001,{BEN},paid,2025-01-05 10:00:00 +0000,20.00,EUR,Mug,1,20.00,Ben,",
    f"#1002,{AVA.upper()},paid,2025-02-03 11:00:00 +0000,60.00,EUR,Bowl,1,40.00,Ava Rossi,",
    "#1002,,,,,,Plate,1,20.00,,",
    "#1003,cleo@example.com,paid,2025-02-07 09:00:00 +0000,15.00,EUR,Cup,1,15.00,Cleo,",
    f"#1004,{AVA},paid,not a day,30.00,EUR,Mug,1,30.00,Ava Rossi,wrong",
    f"#1005,{BEN},paid,2025-03-09 12:00:00 +0000,35.00,EUR,Bowl,1,35.00,Ben,",
    f"#1006, {AVA.title()} ,paid,2025-04-01 08:00:00 +0000,99.00,EUR,Vase,1,99.00,Ava Rossi,",
]
_LATER = [
    f"#1006,{AVA},paid,2025-04-01 08:00:00 +0000,99.00,EUR,Vase,1,99.00,Ava Rossi,",
    f"#1007,{AVA},paid,2025-05-11 18:30:00 +0000,12.00,EUR,Cup,1,12.00,Ava Rossi,",
    f"#1008,{BEN},paid,2025-06-01 10:00:00 +0000,20.00,EUR,Mug,1,20.00,Ben,",
]
_SURVEY = "Email,Submitted at,How likely are you to recommend us to a friend?,What can we do better?"
_ANSWERS = [
    f"{BEN},2025-03-20 10:00,9,More colours please and perhaps a set for six people",
    f"{AVA},2025-03-21 11:00,3,Call me on +39 333 123 4567",
    f"cleo@example.com,2025-03-22 12:00,10,My friend {AVA.upper()} sent me here",
    "dan@example.com,2025-03-23 09:30,8,The parcel came a day late but all was well packed",
    "fay@example.com,2025-03-24 09:30,6,I would like to see larger bowls in the same blue glaze",
    "gil@example.com,2025-03-25 09:30,7,Please answer the phone in the afternoon as well",
]
_MEMBERS = "Member ID,Email,Points balance,Tier,Joined"
_LIST = [
    f"77001,{AVA},120,Gold,2024-01-02",
    f"77002,{BEN},40,Silver,2024-05-06",
]

FILES = {
    "orders.csv": [_ORDERS, *_ROWS],
    f"later for {AVA}.csv": [_ORDERS, *_LATER],
    "survey.csv": [_SURVEY, *_ANSWERS],
    "members.csv": [_MEMBERS, *_LIST],
}


def without_ava() -> dict[str, list[str]]:
    """The same files of a shop that never had her; another's comment that named her is blank."""
    rows_of: dict[str, list[str]] = {}
    for name, lines in FILES.items():
        rows = [line.replace(f"My friend {AVA.upper()} sent me here", "") for line in lines]
        rows_of[name] = [r for r in rows if AVA not in r.lower() and not r.startswith("#1002")]
    return rows_of


def drops(files: dict[str, list[str]], folder: Path, key: bytes, **options: bool) -> list[Drop]:
    """Read files as an import does."""
    folder.mkdir(exist_ok=True)
    paths = []
    for number, (name, lines) in enumerate(files.items()):
        path = folder / f"{number}.csv"
        path.write_text("\n".join([*lines, ""]))
        paths.append((path, name))
    results = read_files(paths, key=key, **options)
    assert not any(isinstance(r, Exception) for r in results), results
    return [
        Drop(name, hashlib.sha256(path.read_bytes()).hexdigest(), result)
        for (path, name), result in zip(paths, results, strict=True)
    ]


def workspace_of(data_dir: Path, files: dict[str, list[str]], uploads: Path, **options: bool) -> Workspace:
    """A workspace with one version for each file."""
    return read(open_workspace(data_dir), files, uploads, **options)


def read(workspace: Workspace, files: dict[str, list[str]], uploads: Path, **options: bool) -> Workspace:
    """Read files into a workspace, one version for each, and return it."""
    for drop in drops(files, uploads, workspace.key, **options):
        workspace.add_many([drop])
    return workspace


def tokens(key: bytes, addresses: Sequence[str] = (AVA,), identities: Iterable[str] = ()) -> list[bytes]:
    """All by which a search could know somebody: addresses, their usual digests, pseudonyms in any form."""
    keys = [pseudonym(i, key) for i in (*(f"email:{a}" for a in addresses), *identities)]
    result = [a.encode() for a in addresses]
    for address in addresses:
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            result += [digest(address.encode()).hexdigest().encode(), digest(address.encode()).digest()]
    for number in keys:
        result += [str(number).encode(), f"{number:x}".encode()]
        result += [number.to_bytes(8, "little"), number.to_bytes(8, "big")]
    return result


def found_in(folder: Path, wanted: Sequence[bytes]) -> set[tuple[str, bytes]]:
    """Every file below a folder in whose bytes, or decoded cells, one of the wanted stands; keys aside."""
    hits = set()
    for file in folder.rglob("*"):
        if not file.is_file() or file.parent.name == "keys":
            continue
        hay = file.read_bytes()
        if file.suffix == ".parquet":
            table = pq.read_table(file, partitioning=None)
            hay += str(table.to_pylist()).encode()
            hay += b"".join(
                c.to_numpy().tobytes() for c in table.columns if c.type == "int64" and not c.null_count
            )
        small = hay.lower()
        hits |= {(file.name, w) for w in wanted if w in hay or w.lower() in small}
    return hits
