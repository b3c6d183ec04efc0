"""The rules, the heaviest first. Each looks at one draft, what is public of the same item, and its site."""

from django.utils.translation import gettext_lazy as _

from . import circumstances, content
from .rule import Risk, Rule

RULES: tuple[Rule, ...] = (
    Rule(
        Risk("personal", _("A mobile number, an e-mail address or a resident registration number stands in it."), 3),
        content.names_a_person,
    ),
    Rule(Risk("opened", _("It shows a field that has been withheld until now."), 3), circumstances.opens_withheld),
    Rule(Risk("money", _("An amount differs from the public one by more than a tenth."), 3), content.moves_money),
    Rule(Risk("dearer", _("The design change moves the contract by more than a tenth."), 3), content.changes_contract),
    Rule(Risk("backwards", _("Less work is done than in an earlier public report."), 3), content.goes_backwards),
    Rule(Risk("penalty", _("It names a firm to its disadvantage."), 2), content.is_penalty),
    Rule(Risk("leap", _("The work done leaps by twenty points or more."), 2), content.leaps),
    Rule(Risk("lag", _("The works lag the plan by ten points or more."), 2), content.lags),
    Rule(Risk("unexplained", _("The works lag the plan, and no reason is given."), 2), content.lags_unexplained),
    # Article 34 of the Enforcement Decree of the Framework Act: below 82 % the price is to be examined.
    Rule(Risk("cheap", _("It is subcontracted for less than 82% of the contractor’s price."), 2), content.is_cheap),
    Rule(Risk("overtaken", _("It was decided after the completion date had passed."), 2), content.is_decided_late),
    Rule(Risk("status", _("It changes the status of the site."), 2), content.changes_status),
    Rule(Risk("new-site", _("It makes a site public."), 2), content.is_new_site),
    Rule(Risk("old", _("It has waited for more than five days."), 2), circumstances.has_waited),
    Rule(Risk("picture", _("Look for faces, number plates and screens in the picture."), 1), content.has_picture),
    Rule(Risk("correction", _("It replaces what citizens read now."), 1), circumstances.corrects),
    Rule(Risk("machine", _("It came from another system; nobody has read it yet."), 1), circumstances.is_imported),
    Rule(Risk("outside", _("A firm reports on its own works."), 1), circumstances.is_from_outside),
    Rule(Risk("late", _("Citizens see that this update is late."), 1), circumstances.is_late),
)
