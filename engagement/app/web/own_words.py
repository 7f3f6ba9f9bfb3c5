"""Translations of the English texts in Streamlit's own elements."""

from __future__ import annotations

from typing import Final

from engagement.locale import LANGUAGES, message
from engagement.locale.translator import translator

#: In the place of what Streamlit fills in.
_WHAT: Final = "{what}"
#: As Streamlit 1.67 writes them. What is not named here stays as it is.
_WORDS: Final = (
    message("Skip to main content"),
    message("Sidebar"),
    message("App pages"),
    message("Navigate to home page"),
    message("Collapse sidebar"),
    message("Expand sidebar"),
    message("Link to heading"),
    message("Help for {what}", what=_WHAT),
    message("Choose an option"),
    message("Choose options"),
    message("Type to search"),
    message("No results"),
    message("Select all"),
    message("Select {what} matches", what=_WHAT),
    message("Selected values"),
    message("Multiselect options"),
    message("Selectbox options"),
    message("Choose date"),
    message("Clear date"),
    message("Clear value"),
    message("Clear all"),
    message("Remove {what}", what=_WHAT),
    message("Increment"),
    message("Decrement"),
    message("Show password"),
    message("Hide password"),
    message("Press Enter to apply"),
    message("Press Enter to submit form"),
    message("Upload"),
    message("file upload"),
    message("{what}MB per file", what=_WHAT),
    message("Drag and drop files here"),
    message("Open"),
    message("Close"),
    message("Dismiss"),
    message("Copy to clipboard"),
    message("Copied"),
    message("Show/hide columns"),
    message("Scrollable table"),
    message("Dataframe column menu"),
    message("Copy column name"),
    message("Sort ascending"),
    message("Sort descending"),
    message("Statistics"),
    message("Format"),
    message("Autosize"),
    message("Pin column"),
    message("Unpin column"),
    message("Hide column"),
    message("Automatic"),
    message("Localized"),
    message("Plain"),
    message("Compact"),
    message("Dollar"),
    message("Euro"),
    message("Yen"),
    message("Percent"),
    message("Scientific"),
    message("Accounting"),
    message("Distance"),
    message("Calendar"),
    message("Download as CSV"),
    message("Search"),
    message("Fullscreen"),
    message("Close fullscreen"),
)
#: What is written otherwise in every language: what is typed into a list is used, and added to nothing.
_OTHERWISE: Final = {"Add: {what}": message("Use: {what}", what=_WHAT)}


def own_words() -> dict[str, dict[str, str]]:
    """Return translations by language and English text; {what} is a placeholder."""
    words = {word.text: word for word in _WORDS} | _OTHERWISE
    return {
        language: {streamlits: translator(language).t(our_words) for streamlits, our_words in words.items()}
        for language in LANGUAGES
    }
