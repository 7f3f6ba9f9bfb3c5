"""The demo shop Lume & Filo: invented textiles and lamps, invented people, planted findings."""
