"""The summary page of a link, drawn from its bundle without a Streamlit session."""
