"""The parts of an order's amount that only its products show: tax, discounts and gift cards."""
