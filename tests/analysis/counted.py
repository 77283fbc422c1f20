"""Claimants who count casualties and those sent, most of them with a base, made up; pages in Korean print some.

Among them is one whose count holds on the base it named and fails over all it had reported sent.
"""

import tempfile
from pathlib import Path

from ledgers import made_ledger, page, printed, said

EAST_SENT, NORTH_SENT = "east-sent-total-2020-01-24", "north-sent-total-2020-01-05"
SOUTH_SENT, WEST_SENT = "south-sent-total-2020-03-27", "west-sent-total-2020-04-30"

ROWS = (
    said("west-sent-total-2019-12-10", best=11000),
    said("west-sent-batch-2019-12-20", best=2000),
    said("south-casualties-2019-12-23", best=1100),
    said(NORTH_SENT, best=12000),
    said("north-casualties-2020-01-05", best=4000, base=NORTH_SENT),
    said("west-casualties-2020-01-13", best=3000, hedge="just_over"),
    said(EAST_SENT, best=11000),
    said("east-casualties-2020-01-24", best=4000, base=EAST_SENT),
    said("harbour-casualties-2020-01-30", best=3000),
    said("office-casualties-2020-02-07", best=4000),
    said("north-casualties-2020-02-14", low=4000, base=NORTH_SENT),
    said("north-sent-total-2020-03-01", best=14000),
    said("harbour-sent-total-2020-03-05", best=12000, as_of="2020-01"),
    said("harbour-sent-batch-2020-03-05", best=1500),
    said("harbour-casualties-2020-03-05", best=4000, base="harbour-sent-total-2020-03-05"),
    said(SOUTH_SENT, best=11000, as_of="2020-01"),
    said("south-sent-batch-2020-03-27", low=3000, hedge="at_least"),
    said("south-casualties-2020-03-27", best=4000, base=SOUTH_SENT),
    said("east-casualties-2020-03-28", low=5000, superseded_by="east-casualties-2020-06-15"),
    said(WEST_SENT, best=15000),
    said("west-casualties-2020-04-30", best=4700, base=WEST_SENT, superseded_by="west-casualties-2021-02-12"),
    said("west-killed-2020-04-30", best=600, base=WEST_SENT),
    said("west-sent-total-2020-05-10", best=8000, as_of="2019-11"),
    said("west-sent-batch-2020-05-26", best=4000),
    said("east-casualties-2020-06-15", low=6000, base=EAST_SENT),
    said("island-sent-total-2020-01-22", best=11000),
    said("island-sent-total-2020-07-02", best=11000),
    said("island-casualties-2020-07-02", best=4000, base="island-sent-total-2020-01-22"),
    said("harbour-casualties-2020-07-13", best=4000),
    said("west-killed-2020-09-02", best=2000),
    said("west-sent-batch-2020-09-02", best=1000),
    said("west-sent-batch-builders-2020-11-04", best=5000, force="builders"),
    said("west-casualties-2021-02-12", best=6000, base=WEST_SENT),
    said("west-share-casualties-2021-02-12", best="0.4", base=WEST_SENT),
    *(page(f"herald-{day}", language="ko") for day in (
        "2019-12-23", "2020-01-13", "2020-03-05", "2020-03-27", "2020-04-30", "2020-11-04", "2021-02-12")),
    page("digest-2020-07-13", language="ko", relays_source_id="courier-2020-07-13"),
    printed("south-casualties-2019-12-23", "herald-2019-12-23", as_printed="1천100여명"),
    printed("west-casualties-2020-01-13", "herald-2020-01-13", as_printed="3천여명"),
    printed("harbour-casualties-2020-03-05", "herald-2020-03-05", as_printed="사상자가 4000여명"),
    printed("south-casualties-2020-03-27", "herald-2020-03-27", as_printed="약 4,000여명의 사상자"),
    printed(SOUTH_SENT, "herald-2020-03-27", as_printed="1만1천여명"),
    printed("west-casualties-2020-04-30", "herald-2020-04-30", as_printed="4천700여 명"),
    printed(WEST_SENT, "herald-2020-04-30", as_printed="1만5천여명"),
    printed("harbour-casualties-2020-07-13", "courier-2020-07-13"),
    printed("harbour-casualties-2020-07-13", "digest-2020-07-13", relayed_from="courier-2020-07-13",
            as_printed="4,000여명"),
    printed("west-sent-batch-builders-2020-11-04", "herald-2020-11-04", as_printed="5천여명"),
    printed("west-casualties-2021-02-12", "herald-2021-02-12", as_printed="사상자가 6천여명"),
    printed("west-share-casualties-2021-02-12", "herald-2021-02-12", as_printed="6천여명, 약 40%"),
)  # fmt: skip

with tempfile.TemporaryDirectory() as _folder:
    LEDGER = made_ledger(Path(_folder) / "data", *ROWS)
