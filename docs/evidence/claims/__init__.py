"""The headline sentences and how each is measured."""
