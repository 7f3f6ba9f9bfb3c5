"""The only room that knows Streamlit: router, server, components, upload, filters."""
