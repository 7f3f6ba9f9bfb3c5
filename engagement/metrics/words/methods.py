"""The names of intervals and comparisons; a reading's `method` is a key of these."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

METHODS: Final[Mapping[str, Message]] = {
    "wilson": message("Wilson's interval for a share"),
    "wilson_by_customer": message("Wilson's interval for a share of orders, by customer"),
    "wilson_by_day": message("Wilson's interval for a share of visits, by day"),
    "wilson_by_campaign": message("Wilson's interval for a share of e-mails, by campaign"),
    "delta_by_customer": message("approximate interval by customer (delta method)"),
    "gamma_by_customer": message("interval for how often, by customer (gamma, Fay and Feuer)"),
    "bootstrap_t_by_customer": message("interval by drawing customers again (bootstrap-t)"),
    "bootstrap_t_by_post": message("interval by drawing posts again (bootstrap-t)"),
    "bootstrap_t_by_campaign": message("interval by drawing campaigns again (bootstrap-t)"),
    "order_statistic": message("interval between two ranked values, for a median"),
    "median_by_customer": message(
        "interval between two ranked values, by customer (Woodruff), for a median of orders"
    ),
    "t": message("Student's interval for a mean"),
    "adjusted_wald": message("adjusted Wald interval for a net promoter score"),
    "bootstrap_by_customer": message("interval by drawing customers again (bootstrap)"),
    "delta_by_post": message("approximate interval by post (delta method)"),
    "total_by_post": message("approximate interval by post; followers are counted"),
    "delta_by_campaign": message("approximate interval by campaign (delta method)"),
    "count": message("an absolute number, without an interval"),
    "newcombe": message("difference of two shares (Newcombe)"),
    "newcombe_paired": message(
        "difference of two shares, allowing for customers who stand in both (Newcombe)"
    ),
    "newcombe_by_customer": message("difference of two shares of orders, by customer (Newcombe)"),
    "newcombe_by_customer_paired": message(
        "difference of two shares of orders, by customer, allowing for customers who stand in both (Newcombe)"
    ),
    "newcombe_by_day": message("difference of two shares of visits, by day (Newcombe)"),
    "newcombe_by_campaign": message("difference of two shares of e-mails, by campaign (Newcombe)"),
    "log_ratio_by_customer": message("ratio of two means, by customer"),
    "log_ratio_by_customer_paired": message("ratio of two means, allowing for customers who stand in both"),
    "log_ratio_of_medians": message("ratio of two medians"),
    "nps_difference": message("difference of two net promoter scores (adjusted Wald)"),
    "difference_by_post": message("difference of two rates, by post"),
    "difference_by_campaign": message("difference of two ratios, by campaign"),
    "difference_of_means": message("difference of two means"),
}
