"""How the figures are measured: accuracy of extraction, accuracy and speed of the pipeline."""
