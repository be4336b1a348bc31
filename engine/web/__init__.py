"""The questionnaire and the plan in a browser, and as JSON over HTTP.

A face like the terminal's: it asks the opened rulebook and shows what it says, through the
public names of :mod:`engine` alone. It keeps nothing between two requests: everything a person
answered travels in the address of the page.
"""
