"""The section "What stands out" of the Overview: findings with evidence and links."""
