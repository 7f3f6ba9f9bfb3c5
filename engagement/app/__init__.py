"""The app: pages, server, components, uploads, filters. The only folder that uses Streamlit."""
