"""The questionnaire: what is asked, how an answer is typed, and the talk with a person."""
