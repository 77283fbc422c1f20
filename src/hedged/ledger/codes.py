"""The words a coded column may hold, each with what it means: part of the schema in `hedged.ledger.records`."""

from hedged.numbers import HEDGES

STANDINGS = {
    "belligerent": "bodies of Ukraine, Russia, North Korea",
    "third_state": "bodies of any other state, arms suppliers included",
    "international_body": "",
    "media": "",
    "research": "",
    "unnamed_officials": "",
    "ally_of_belligerent": "reserved",
}

KINDS = {
    "primary": "the claimant itself or the interview itself",
    "secondary": "own report on a statement or document",
    "relay": "reports another outlet",
}

MEASURES = {
    "sent_total": "cumulative number sent to Russia up to `as_of`. Before any return this includes figures for all"
    " troops in Russia; the first dispatch of 2024 is coded here also where a later statement looks back on it"
    " (`as_of` then lies in 2024)",
    "sent_batch": "one batch, wave or dispatch, arrived or under way",
    "present": "number in an area at a date; never summed, never superseded",
    "planned": "further number expected",
    "planned_total": "size to be reached, those already there included",
    "casualties": "killed or wounded, with the definition in `counts`",
    "killed": "as named",
    "wounded": "as named",
    "captured": "as named",
    "returned": "as named; includes wounded taken home",
    "share_casualties": "casualties as a fraction of those sent",
    "share_killed": "killed as a fraction of casualties",
}

#: The same in the words that name a figure.
MEASURE_WORDS = {
    **{measure: measure for measure in ("present", "casualties", "killed", "wounded", "captured", "returned")},
    "sent_total": "sent in all",
    "sent_batch": "sent in one batch",
    "planned": "further soldiers forecast",
    "planned_total": "size forecast",
    "share_casualties": "casualties among those sent",
    "share_killed": "dead among the casualties",
}

_REMARKS = {
    "exact": "said to be exact",
    "bare": "no hedge at all",
    "nearly": "the number is an end, not a best value",
    "just_over": "the number is an end, not a best value",
}

#: Which cells a hedge fills is decided in `hedged.numbers.hedges` and only repeated here.
HEDGE_WORDS = {
    word: "; ".join(filter(None, [_REMARKS.get(word), "fills " + " and ".join(f"`{cell}`" for cell in hedge.fills)]))
    for word, hedge in HEDGES.items()
}

AREAS = {
    "russia": "",
    "far-east": "",
    "kursk": "includes Kursk with Belgorod",
    "border": "Russian regions at the Ukrainian border",
    "front": "",
    "ukraine": "",
    "dprk": "",
}

#: The same in the words that are printed.
AREA_WORDS = {
    "russia": "Russia",
    "far-east": "the Russian Far East",
    "kursk": "Kursk",
    "border": "the border regions",
    "front": "the front",
    "ukraine": "Ukraine",
    "dprk": "North Korea",
}

#: The areas that wholly contain an area.
AREAS_AROUND = {"far-east": {"russia"}, "kursk": {"border", "russia"}, "border": {"russia"}}

FORCES = {
    "combat": "",
    "engineers": "",
    "builders": "",
    "all": "no restriction, or a mixture named in `scope`",
}

#: What casualties cover, in the words that are printed.
COUNTS_WORDS = {
    "killed_wounded": "killed and wounded",
    "killed_wounded_missing_captured": "killed, wounded, missing and captured",
    "unclear": "not said",
}

COUNTS = {"killed_wounded": "", "killed_wounded_missing_captured": "", "unclear": ""}

EXTENTS = {"total": "", "part": "one week, one unit, one batch, what a ceremony showed"}

MODES = {"announced": "by those who decide", "expected": "", "possible": "capacity or could-be"}

STATUSES = {
    "current": "not replaced, denied or taken back by the same claimant on the pages seen; says nothing about truth,"
    " and old forecasts stay current",
    "superseded": "the same claimant later gave another figure for the same measure",
    "disputed": "contradicted by the claimant's own words elsewhere, or doubtful whether it was said",
    "denied": "the row records a denial: the value is the denied value, the claimant is the one who denies."
    " Leave these rows out of any series of estimates",
    "withdrawn": "taken back by the claimant",
}

DISTORTIONS = {
    "none": "",
    "hedge_dropped": "the hedge is gone",
    "hedge_changed": "another hedge, or one end of a range lost",
    "number_changed": "",
    "measure_changed": "casualties to dead, present to planned, another base",
    "claimant_changed": "other claimant, or attribution lost",
    "stale": "old figure carried as news",
}

#: The same in the words that are printed beside a page.
CHANGES = {
    "none": "unchanged",
    "hedge_dropped": "hedge dropped",
    "hedge_changed": "hedge changed",
    "number_changed": "number changed",
    "measure_changed": "something else counted",
    "claimant_changed": "claimant changed or lost",
    "stale": "old figure as news",
}

INDICATORS = {
    "air": "",
    "sea": "",
    "rail": "",
    "training": "",
    "diplomacy": "",
    "construction": "",
    "other": "",
}
