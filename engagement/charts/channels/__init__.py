"""Charts of channels: the steps of a funnel, and how two series go together so many steps apart."""
