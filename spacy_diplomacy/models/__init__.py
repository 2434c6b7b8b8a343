"""The architectures of the trainable components, registered by entry points."""
