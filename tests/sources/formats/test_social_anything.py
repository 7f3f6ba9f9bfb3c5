"""Tables that look like social exports but are broken: read or refused in words, never a crash."""

from __future__ import annotations

import contextlib

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.meaning.vocabularies import SOCIAL
from engagement.sources.model.raw_table import RawTable, SourceError
from tests.sources.formats.social_files import read_raw

NAMES = st.sampled_from(
    sorted(
        {names[0] for names in SOCIAL.names.values()}
        | {"primary", "post text", "tweet id", "reposts", "account username", "page name", "geography"}
        | {"watch time (hours)", "video publish time", "unfollows", "create post", "gender", "distribution"}
        | {"impressions click-through rate (%)", "organic followers", "difference in followers"}
    )
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            *("Total", "Lifetime", "undefined", "-", "0", "12", "1,234", "2.5", "1.22158E+17", "9" * 25),
            *(
                "2026-09-28",
                "09/28/2026 18:12",
                "September 17",
                "February 29",
                "31 giugno",
                "Tue, Jul 14, 2026",
            ),
            *("https://www.instagram.com/p/A/", "https://www.tiktok.com/@a/video/7300000000000000001"),
            *("https://x.com/a/status/1", "Facebook", "X", "caption 🎉", "4.5%"),
        ]
    ),
    st.text(max_size=6),
)


@given(st.data())
def test_any_mixture_of_known_columns_is_read_or_refused_in_words(data):
    names = data.draw(st.lists(NAMES, min_size=1, max_size=9, unique=True))
    length = data.draw(st.integers(0, 5))
    table = {
        str(place): pa.array(
            [cell or None for cell in data.draw(st.lists(CELLS, min_size=length, max_size=length))],
            pa.string(),
        )
        for place in range(len(names))
    }
    preamble = tuple(data.draw(st.lists(st.sampled_from(["sep=,", "Facebook follows", "Views"]), max_size=2)))
    raw = RawTable(
        "Overview 2026.csv",
        tuple(names),
        pa.table(table),
        pa.array(range(2, length + 2), pa.int64()),
        preamble=preamble,
    )
    with contextlib.suppress(SourceError):
        read_raw(raw)
