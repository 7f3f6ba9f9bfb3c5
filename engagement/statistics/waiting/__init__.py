"""Waiting times: survival curves, and each person's usual gap."""
