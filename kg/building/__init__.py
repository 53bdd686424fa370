"""How a build does its steps: what a record follows from, the files it writes, what it reports."""
