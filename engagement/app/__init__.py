"""The only folder that knows Streamlit: router, server, components, upload, filters."""
