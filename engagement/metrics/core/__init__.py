"""How a figure is defined and computed: definition, data, scope, parts. Knows no family."""
