"""Figures that were signed stay as they are, whoever saves them and wherever."""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext


class Signed:
    """A paper whose figures change only by a correction once it is signed."""

    FIGURES = ()
    _is_corrected = False

    def save(self, **kwargs):
        if self.pk and not self._is_corrected:
            self._refuse_silent_change()
        super().save(**kwargs)

    @contextmanager
    def correcting(self):
        """Inside, a correction that leaves its trace may save."""
        self._is_corrected = True
        try:
            yield
        finally:
            del self._is_corrected

    def _refuse_silent_change(self):
        signed = type(self).objects.filter(pk=self.pk, signed_at__isnull=False)
        stored = signed.values(*self.FIGURES).first()
        if stored is None:
            return
        changed = any(getattr(self, name) != value for name, value in stored.items())
        if changed or not self.is_signed:
            raise ValidationError(
                gettext("Signed minutes change only by a correction with a reason.")
            )
