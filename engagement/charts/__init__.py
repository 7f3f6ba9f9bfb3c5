"""Charts: data frame in, Plotly figure or SVG out; no data access, no Streamlit. One file per family."""
