"""From a question to worlds, replications and addresses."""
