"""How to read each kind, and the words that come with it, for someone who meets them for the first time."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

# By the kind's slug; the help page shows a kind without one by its plain words alone.
HOW_TO_READ: Final[dict[str, Any]] = {
    "overview": _(
        "Read this first: purpose, size, client and period. The project cost is all that the city spends; the "
        "contract amount is the part that the contractor gets."
    ),
    "location": _(
        "The address and the point are those of the works, not of the office. Where works run along a road or "
        "a river, the point marks the middle and the plan shows the whole line."
    ),
    "rendering": _(
        "It shows what is intended, not what stands. If the design changes, a new picture is released and the "
        "old one stays in the history."
    ),
    "participant": _(
        "The client orders and pays, the designer draws, the supervisor checks on the client’s behalf, the "
        "contractor builds. Each has a person who answers and an office phone."
    ),
    "progress": _(
        "Compare the two figures of the same day: planned and actual. A lag of a few points is usual in "
        "winter or the rainy season; a growing one needs a reason, which stands beside it."
    ),
    "work-schedule": _(
        "Look here for noise, night work and closed lanes. It is a plan of one or two weeks: weather moves "
        "it, and then a new version is released."
    ),
    "photo": _("The newest come first. Photos of the same place on different days show best what has moved."),
    "webcam": _(
        "The camera shows the works and no dwelling. Where no stream can be shown, a still picture is renewed."
    ),
    "contract": _(
        "The estimate is what the city thought fair before bidding, the award is what was agreed. The number "
        "of tenderers tells how much competition there was. Long works are contracted year by year, in "
        "rounds."
    ),
    "subcontract": _(
        "The rate compares what the subcontractor gets with what the contractor gets for the same work. Where "
        "it is low, the city must examine whether the price is fair."
    ),
    "payment": _(
        "An advance is paid before the work, a progress payment for work done, a final one at the end. The "
        "payee tells who got it: the contractor, a subcontractor, or workers, equipment and material."
    ),
    "design-change": _(
        "Amount before and after, and why. Changed ground, new laws and wishes of residents are common "
        "reasons. Many small changes can add up: the site’s page shows the original amount beside today’s."
    ),
    "time-extension": _(
        "Completion before and after, the days between, and why. The site’s page keeps the original date in sight."
    ),
    "penalty": _(
        "Points are given to a firm or an engineer after an inspection and count against them in later bids. "
        "They are no punishment for a crime."
    ),
    "hearing": _(
        "What is to come stands first, with place and time; add it to your calendar. After it, a new version has "
        "the minutes and what was asked and answered. Whoever could not come can ask on the site’s page."
    ),
}

WORDS: Final[tuple[tuple[Any, Any], ...]] = (
    (_("as-of date"), _("The day on which the figure was true. It may be older than the day of release.")),
    (_("progress payment"), _("Money for work that was done and inspected, paid in steps.")),
    (_("advance"), _("Part of the price paid at the start, so that the firm can buy material. It is set off later.")),
    (_("design change"), _("A change of drawings, quantities or price after the contract was signed.")),
    (_("round"), _("One year’s part of a contract that runs over several years.")),
    (_("supervisor"), _("A firm or official who checks the works on the city’s behalf.")),
    (
        _("withheld"),
        _("Not shown, because a law forbids it. The page names the ground and when it is looked at again."),
    ),
    (_("withdrawn"), _("Taken back by the city. Date and ground stay in its place.")),
)
