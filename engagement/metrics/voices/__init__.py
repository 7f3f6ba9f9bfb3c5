"""What people write: comments and what they are about, and unhappy customers whom the shop may lose."""
