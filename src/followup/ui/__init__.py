"""Streamlit and Plotly, and nothing of them anywhere else."""
