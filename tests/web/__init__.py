"""The pages and the JSON interface, asked as a browser or a program would."""
