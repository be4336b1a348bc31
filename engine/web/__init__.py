"""The questionnaire and the plan in a browser, and as JSON over HTTP.

A face like the terminal's: it asks the opened rulebook through the public names of
:mod:`engine`, and shows what it says in the words and the markup of :mod:`engine.wording` and
:mod:`engine.rendering`. It keeps nothing between two requests: everything a person answered travels
in the address of the page.
"""
