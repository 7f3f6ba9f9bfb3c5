from __future__ import annotations

from datetime import datetime

from tests.sources.formats.web_files import filled, lines, read

HEADER = (
    'Title,Subject,List,"Send Date","Send Weekday","Total Recipients","Successful Deliveries","Soft Bounces",'
    '"Hard Bounces","Total Bounces","Times Forwarded","Forwarded Opens","Unique Opens","Open Rate",'
    '"Total Opens","Unique Clicks","Click Rate","Total Clicks",Unsubscribes,"Abuse Complaints",'
    '"Times Liked on Facebook","Folder Id","Unique Id","Total Orders","Total Gross Sales","Total Revenue",'
    '"Analytics ROI","Campaign Cost","Revenue Created",Visits,"New Visits",Pages/Visit,"Bounce Rate",'
    '"Time on Site","Goal Conversion Rate","Per Visit Goal Value",Transactions,"Ecommerce Conversion Rate",'
    '"Per Visit Value","Average Value"'
)
ROW = (
    '"Demo","Hello, you","Demo list","Jun 09, 2026 09:30 pm",Tuesday,110,108,1,1,2,0,0,30,27.78%,57,7,'
    "6.48%,7,0,1,0,0,17671f6028,2,25.00,20.50,n/a,n/a,n/a,12,n/a,n/a,55%,n/a,n/a,n/a,n/a,n/a,n/a,n/a"
)


def test_bounces_are_those_of_the_mailing_not_of_the_website(tmp_path):
    found = read(tmp_path, lines(HEADER, ROW))
    (row,) = found.rows("campaigns")
    assert (found.format, found.confidence) == ("mailchimp", "exact")
    assert filled(row, "campaign_id", "name", "subject", "list", "channel") == [
        *("17671f6028", "Demo", "Hello, you", "Demo list", "email")
    ]
    assert filled(row, "recipients", "delivered", "bounces", "complaints") == [110, 108, 2, 1]
    assert filled(row, "unique_opens", "opens", "unique_clicks", "clicks") == [30, 57, 7, 7]
    assert filled(row, "orders", "revenue", "currency") == [2, 2050, "XXX"]
    assert row["instant"] == datetime(2026, 6, 9, 21, 30)


def test_a_list_without_the_columns_that_its_owner_hides_is_known(tmp_path):
    header = "Title,Subject,Audience,Send Date,Send Weekday,Total Recipients,Unique Id"
    found = read(
        tmp_path, lines(header, 'Demo,"Hello, you",All,"Jun 01, 2026 09:46 pm",Monday,33,031aae0fbe')
    )
    (row,) = found.rows("campaigns")
    assert (found.format, found.confidence) == ("mailchimp", "exact")
    assert filled(row, "recipients", "delivered", "list") == [33, None, "All"]


def test_audience_is_the_new_name_of_list_and_missing_is_not_nought(tmp_path):
    found = read(tmp_path, lines(HEADER.replace(",List,", ",Audience,"), ROW.replace(",57,", ",n/a,")))
    (row,) = found.rows("campaigns")
    assert filled(row, "list", "opens") == ["Demo list", None]


def test_the_same_campaign_again_keeps_its_last_row(tmp_path):
    found = read(tmp_path, lines(HEADER, ROW, ROW.replace(",30,", ",31,")))
    assert found.column("campaigns", "unique_opens") == [31]
    assert found.reasons == ["The same campaign stands again in this file; the last row of it is kept"]
