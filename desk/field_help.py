"""Help beside a field of a draft, where the field's declaration has none.

For whoever types it in for the first time: which of several possible values is meant, in which unit, and an example. It
stands here and not with the fields, because a word of help in a public model would be a migration of a public table.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_NUMBER_OF_FIRM = _("Ten digits. By it citizens find everything that the firm builds for the city.")
_WORKS_BEGIN = _("The first day of the works by the contract or the notice to proceed.")
_WORKS_END = _("The last day by the contract in force, with its extensions.")
_WHOLE_AMOUNT = _("Digits alone, with value-added tax.")
_CONTRACT = _("As in the contract. By it payments and changes are shown with their contract.")
_LATITUDE = _("For example 37.551656. The map below fills it in.")
_LONGITUDE = _("For example 127.025476. The map below fills it in.")

HEADER: dict[str, Words] = {
    "managed_site": _("The site that this is about. Only sites in your charge are offered."),
    "as_of_on": _("The day on which it was so at the site, not the day on which you type it in."),
    "source_department": _("The department that answers for these data; citizens see its name and telephone."),
    "correction_reason": _("Citizens read it beside the new version."),
}

CONTENT: dict[str, dict[str, Words]] = {
    "site": {
        "name": _("As citizens will search for it; the same in all documents."),
        "name_en": _("Shown on the English pages; left empty, they show the Korean name."),
        "district_codes": _("Codes of the districts that the site touches, with commas between, for example 11200."),
        "department": _("The department in charge of the works."),
        "work_type": _("What is mainly built; citizens narrow the list by it."),
        "status": _("How it stands today. Suspended: works rest by order or agreement."),
        "starts_on": _WORKS_BEGIN,
        "ends_on": _WORKS_END,
        "address": _("Road name and number, or the stretch of road, as for a visitor."),
        "latitude": _LATITUDE,
        "longitude": _LONGITUDE,
    },
    "overview": {
        "client": _("Who orders the works, for example “City of Seoul, Infrastructure Headquarters”."),
        "facility_type": _("For example: bridge, road, water pipe, library."),
        "project_type": _("New, repaired, replaced, enlarged or taken down."),
        "budget": _("The cost of all: works, land, design and supervision. Digits alone."),
        "budget_approved_on": _("The day on which the council passed it."),
        "funding_source": _("For example: city 70 %, state subsidy 30 %."),
        "starts_on": _WORKS_BEGIN,
        "ends_on": _WORKS_END,
        "environmental_impact": _("Noise, dust, trees, water, and what is done about each."),
        "land_and_settlement": _("Which land is bought, who has to move, and how far that is."),
        "completed_on": _("The day of the completion inspection. Empty until then."),
        "final_cost": _("What all of it cost at the end. Empty until the works are completed."),
        "final_scope": _("What stands there now, where it differs from the plan."),
        "change_summary": _("In plain words, for someone who reads no other page."),
        "audit_reports": _("Title, date and address of each report, one a line."),
    },
    "location": {
        "address": _("Road name and number, or the stretch of road, as for a visitor."),
        "latitude": _LATITUDE,
        "longitude": _LONGITUDE,
        "plan_image": _("JPEG, PNG or WebP. It is cleaned of hidden data such as the camera’s position."),
        "plan_caption": _("What the plan shows; people who cannot see it read this."),
    },
    "rendering": {
        "image": _("JPEG, PNG or WebP. It is cleaned of hidden data such as the camera’s position."),
        "drawn_on": _("The day of the drawing: the design may have changed since."),
    },
    "participant": {
        "role": _("What the firm or agency does for these works."),
        "organisation": _("The full registered name, for example “Hanbit Construction Co., Ltd.”."),
        "registration_number": _NUMBER_OF_FIRM,
        "responsible_person": _("The person named in the contract or on the site’s board."),
        "position": _("For example: site manager, responsible supervisor."),
        "phone": _("The number of the office at the site; never a private one."),
    },
    "progress": {
        "planned_percent": _("Of the whole works, by the approved schedule, on the as-of date: for example 64.00."),
        "actual_percent": _("Of the whole works, as confirmed by the supervisor: for example 62.10."),
        "total_days": _("Calendar days of the contract, with its extensions."),
        "elapsed_days": _("Calendar days from the start to the as-of date."),
        "left_days": _("Calendar days from the as-of date to the planned completion."),
    },
    "work-schedule": {
        "starts_on": _("The first day of the week or month that this tells about."),
        "ends_on": _("The last day of it."),
        "work_now": _("One work a line, with its place: “pier 3, reinforcement”."),
        "work_next": _("One work a line, with its place."),
        "night_work": _("Work between 22:00 and 06:00."),
        "closure_lanes": _("How many lanes at once, both directions together."),
        "detour": _("By which roads one goes round."),
    },
    "photo": {
        "image": _("JPEG, PNG or WebP. It is cleaned of hidden data. Faces and number plates must not be readable."),
        "taken_on": _("Taken from the photo where it tells the day."),
    },
    "webcam": {
        "title": _("For example: pier 3 from the north."),
        "address": _("Where the city’s relay fetches the picture; citizens see the relay’s address alone."),
    },
    "contract": {
        "number": _CONTRACT,
        "title": _("As in the contract."),
        "nature": _("What is contracted: design, works, supervision or several."),
        "status": _("How the contract stands today."),
        "method": _("How the contractor was chosen."),
        "method_details": _("The article that allows it, and why: of a private contract always."),
        "procuring_entity": _("Who ran the tender, where it was not the client."),
        "procuring_contact": _("Office and telephone number for questions about the tender."),
        "tenderers": _("How many valid tenders were opened."),
        "estimate": _("The city’s own estimate before the tender. Digits alone."),
        "winner": _("The full registered name of the firm; of a joint contract the leading one."),
        "winner_registration_number": _NUMBER_OF_FIRM,
        "amount": _WHOLE_AMOUNT,
        "signed_on": _("The day on the contract."),
        "starts_on": _WORKS_BEGIN,
        "ends_on": _WORKS_END,
        "scope": _("What the firm has to do under this contract."),
    },
    "subcontract": {
        "contract_number": _CONTRACT,
        "subcontractor": _("The full registered name of the firm."),
        "registration_number": _NUMBER_OF_FIRM,
        "representative": _("The representative in the firm’s register."),
        "seat": _("City and district of the firm’s office."),
        "work": _("For example: reinforced concrete, waterproofing."),
        "prime_price": _("What the city pays the contractor for this part. Digits alone."),
        "amount": _WHOLE_AMOUNT,
        "rate": _("The subcontract amount as a share of the contractor’s price, for example 82.50."),
        "signed_on": _("The day on the subcontract."),
    },
    "payment": {
        "contract_number": _CONTRACT,
        "sequence": _("Count the payments of a contract from 1."),
        "payment_type": _("Advance, progress or final payment."),
        "payee_tier": _("Whom the money reached, as 대금e바로 tells it."),
        "amount": _WHOLE_AMOUNT,
        "approved_on": _("The day on which the city approved it."),
        "paid_on": _("The day on which it was transferred. Empty until then."),
    },
    "design-change": {
        "number": _("Count the changes of a contract from 1."),
        "contract_number": _CONTRACT,
        "change_type": _("Price escalation is told apart from a change of what is built."),
        "what": _("Before and after, for example “pavement 2 m → 3 m wide”."),
        "why": _("In plain words: what was found, asked for or ordered."),
        "amount_before": _("The contract amount before this change. Digits alone."),
        "amount_after": _("The contract amount after this change. Digits alone."),
        "decided_on": _("The day on which the change was approved."),
        "document": _("PDF or HWPX. It is cleaned of hidden data; black out persons before."),
    },
    "time-extension": {
        "number": _("Count the extensions of a contract from 1."),
        "completion_before_on": _("The planned completion before this extension."),
        "completion_after_on": _("The planned completion after it."),
        "days": _("Calendar days by which completion moves."),
        "reason": _("In plain words: weather, finds in the ground, changes of design."),
        "decided_on": _("The day on which the extension was approved."),
    },
    "penalty": {
        "number": _("As in the notice of the penalty."),
        "firm_name": _("The full registered name of the firm; no person’s name."),
        "registration_number": _NUMBER_OF_FIRM,
        "role": _("What the firm was at this site."),
        "inspection": _("For example: city inspection of the second half-year."),
        "points": _("As imposed, with up to three decimals: for example 0.500."),
        "imposed_on": _("The day on which it became final."),
        "reason": _("What was found at the site, without names of persons."),
    },
    "hearing": {
        "hearing_type": _("A public hearing is announced at least 14 days before (Administrative Procedures Act)."),
        "title": _("As on the announcement."),
        "held_on": _("The day itself; of a banner the first day on which it hangs."),
        "held_until_on": _("Only where it takes more than a day."),
        "hours": _("For example 14:00–16:00. Empty where it lasts all day."),
        "place": _("Building, floor and room, or between which points a banner hangs."),
        "about": _("What residents are told, and what is to be decided, in plain words."),
        "taking_part": _("Who may come, how to speak or write, by when, and how it is made accessible."),
        "phone": _("An office number where questions about it are answered."),
        "announcement": _("PDF or HWPX, as it was published or put up."),
        "material": _("PDF or HWPX: what was handed out and shown."),
        "attendance": _("Afterwards, as a correction: how many residents came."),
        "exchanges": _(
            "Afterwards. Begin each question with “Q:” and each answer with “A:”, each on a line of its own; "
            "without names of residents."
        ),
        "outcome": _("Afterwards: what is changed because of it, and what is not and why."),
        "minutes": _("PDF or HWPX; black out the names of residents before."),
    },
}


def help_for(kind: str, field: str) -> Words:
    """What to say beside the field of this kind (its slug); nothing where its declaration says it."""
    return HEADER.get(field) or CONTENT.get(kind, {}).get(field, "")
