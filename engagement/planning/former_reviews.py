"""Stored reviews, and the edits of their sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engagement.planning.statements import Review
from engagement.store.planning import kept_reviews

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.planning.statements import Edit
    from engagement.store.manifest.workspace_storage import WorkspaceStorage


def former_reviews(storage: WorkspaceStorage) -> Mapping[str, Review]:
    """Return the stored reviews of a shop by id, newest period first."""
    reviews = {}
    for name, value in kept_reviews.all_reviews(storage).items():
        try:
            reviews[name] = msgspec.convert(value, Review)
        except msgspec.ValidationError:  # written by a newer version, which this one cannot read
            continue
    return dict(sorted(reviews.items(), key=lambda item: (-item[1].last_day, item[1].grain)))


def edits_of(storage: WorkspaceStorage, review_id: str) -> Mapping[str, Edit]:
    """Return the edits of a review's sentences, by the id of the statement."""
    review = former_reviews(storage).get(review_id)
    return {} if review is None else review.edits
