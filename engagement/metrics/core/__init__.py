"""How metrics are defined and computed: definition, data, scope, parts for the guard. Imports no family."""
