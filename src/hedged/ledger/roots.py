"""Where a figure comes from: the roots behind the pages that print it.

From each page the figure is followed along ``relayed_from``, page to page. At the end stands:

- a page that is no relay (the claimant's own, or an own report on what was said): its outlet,
  that is the publisher without the place where a copy stands, so that the copies of one
  agency text are one root, not several;
- a relay that names an outlet without a page here (``relays_name``): that outlet;
- a relay of a page here from which this figure was not taken (``relayed_from`` is empty): the
  page itself where a medium makes its own claim, else "not known", because the origin that
  the page names for its story is not the origin of this figure;
- a relay that names no origin: "not known".
"""

from collections.abc import Mapping, Sequence

from hedged.ledger.records import NOT_KNOWN, Report, Source

#: From the root to the page that prints it: pages, and first an outlet without a page here, or "not known".
Way = tuple[Source | str, ...]


def roots_of(reports: Sequence[Report], pages: Mapping[str, Source], *, own_claim: bool) -> tuple[str, ...]:
    """The roots of one statement's reports, each once, in the order of the reports; "not known" last.

    ``own_claim``: the claimant is a medium. Without any report the root is not known.
    """
    found = dict.fromkeys(outlet(way[0]) for way in ways_of(reports, pages, own_claim=own_claim))
    known = tuple(root for root in found if root != NOT_KNOWN)
    return known if known and len(known) == len(found) else (*known, NOT_KNOWN)


def ways_of(reports: Sequence[Report], pages: Mapping[str, Source], *, own_claim: bool) -> tuple[Way, ...]:
    """For each report of one statement, in their order, the way of the figure to its page."""
    on_page = {report.source_id: report for report in reversed(reports)}
    return tuple(_way(report, on_page, pages, own_claim) for report in reports)


def outlet(step: Source | str) -> str:
    """Whose text a step of a way is."""
    return step if isinstance(step, str) else step.outlet


def _way(report: Report, on_page: Mapping[str, Report], pages: Mapping[str, Source], own_claim: bool) -> Way:
    page, origin = pages[report.source_id], report.relayed_from
    way: Way = (page,)
    while origin:
        page = pages[origin]
        way = (page, *way)
        printed = on_page.get(origin)
        # The origin may be known to have the figure only from its relays; then its own relaying decides.
        origin = printed.relayed_from if printed else page.relays_source_id
    if page.kind != "relay" or own_claim and page.relays_source_id:
        return way
    return (page.relays_name or NOT_KNOWN, *way)
