from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from language.constraints import stated
from language.texts import is_stated

from .choices import EXPLAINED, REFUSALS, RefusalReason, Status


class ReasonTemplateQuerySet(models.QuerySet):
    def offered(self, outcomes):
        """Those in use for any of these outcomes, in the order in which they are read."""
        return self.filter(is_active=True, outcome__in=sorted(outcomes))


class ReasonTemplate(models.Model):
    """Words with which the aiyl okmotu often explains an outcome, ready in three languages.

    They are copied into the step of a proposal: changing a template changes no past decision.
    """

    OUTCOMES = [choice for choice in Status.choices if choice[0] in EXPLAINED]

    outcome = models.CharField(_("outcome"), max_length=20, choices=OUTCOMES)
    reason_code = models.CharField(
        _("kind of reason"),
        max_length=20,
        choices=RefusalReason.choices,
        blank=True,
        help_text=_("Needed where something is rejected or not published."),
    )
    title = models.CharField(
        _("name of the template"), max_length=120, help_text=_("By this the staff find it.")
    )
    text = models.TextField(_("text of the reason"), max_length=5000)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_active = models.BooleanField(
        _("in use"), default=True, help_text=_("Untick it to offer it no longer.")
    )

    objects = ReasonTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of a reason")
        verbose_name_plural = _("templates of reasons")
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=stated("title"), name="a_template_has_a_name"),
            models.CheckConstraint(condition=stated("text"), name="a_template_has_a_text"),
            models.CheckConstraint(
                condition=~Q(outcome__in=sorted(REFUSALS)) | ~Q(reason_code=""),
                name="a_template_of_a_refusal_names_its_kind",
            ),
        ]

    def __str__(self):
        return self.title or ""

    def clean(self):
        super().clean()
        errors = {
            f"{field}_{settings.LANGUAGE_CODE}": gettext("Write it in at least one language.")
            for field in ("title", "text")
            if not is_stated(self, field)
        }
        if self.outcome in REFUSALS and not self.reason_code:
            errors["reason_code"] = gettext("Choose the kind of reason.")
        if errors:
            raise ValidationError(errors)
