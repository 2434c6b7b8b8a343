"""The steps of project.yml: each parses its arguments and calls the library."""
