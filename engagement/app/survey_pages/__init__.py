"""The sections of the page Surveys."""
