"""Checks in a real browser; run by hand, with Chromium installed."""
