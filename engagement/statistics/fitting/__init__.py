"""Maximum likelihood estimation of model parameters."""
