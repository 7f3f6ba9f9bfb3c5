"""ASGI middleware and routes between the browser and Streamlit, one small class per concern."""
