"""Who somebody is."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.db.models import OuterRef, Subquery
from django_otp.plugins.otp_totp.models import TOTPDevice


class StaffBackend(ModelBackend):
    """Django's accounts; each brings the key of its second factor along in the same query."""

    def get_user(self, user_id):
        factors = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True).order_by("pk")
        accounts = get_user_model()._default_manager.annotate(
            factor_id=Subquery(factors.values("pk")[:1])
        )
        account = accounts.filter(pk=user_id).first()
        return account if self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user):
        return user is not None and super().user_can_authenticate(user)
