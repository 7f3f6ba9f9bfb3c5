"""One invented row of each file of the platforms that spread an order over two; both tell of one order."""

from __future__ import annotations

ETSY_ORDER = {
    "Sale Date": "04/26/26",
    "Order ID": 1,
    "Buyer User ID": "ava77",
    "Currency": "USD",
    "Order Value": "30.00",
    "Order Total": "34.50",
}
ETSY_ITEM = {
    "Sale Date": "04/26/26",
    "Item Name": "Mug",
    "Buyer": "ava77",
    "Quantity": 2,
    "Price": "10.00",
    "Item Total": "20.00",
    "Currency": "USD",
    "Transaction ID": 1,
    "Listing ID": 77,
    "Order ID": 1,
}
SQUARE_PAYMENT = {
    "Date": "05/26/2026",
    "Time": "14:10:40",
    "Gross Sales": "$15.40",
    "Total Collected": "$15.40",
    "Transaction ID": "t1",
    "Event Type": "Payment",
    "Location": "Main Street",
    "Customer ID": "C1",
}
SQUARE_ITEM = {
    "Date": "05/26/2026",
    "Time": "14:10:40",
    "Item": "Tea",
    "Qty": "2.0",
    "Gross Sales": "$8.00",
    "Net Sales": "$7.00",
    "Tax": "$0.70",
    "Transaction ID": "t1",
    "Event Type": "Payment",
    "Location": "Main Street",
    "Customer ID": "C1",
}
AMAZON_ITEM = {
    "amazon-order-id": "302-1",
    "purchase-date": "2026-05-02T08:04:21+00:00",
    "order-status": "Shipped",
    "product-name": "Mug",
    "quantity": 1,
    "currency": "EUR",
    "item-price": "15.00",
}
AMAZON_ROW = {
    "order-id": "302-1",
    "order-item-id": 1,
    "purchase-date": "2026-05-02T08:04:21+00:00",
    "buyer-email": "x1@marketplace.example.com",
    "product-name": "Mug",
    "quantity-purchased": 1,
    "currency": "EUR",
    "item-price": "15.00",
}
