"""Variants of annotated stories: for training, and for tests of behaviour."""
