"""What is typed to come in, and to change how one comes in."""

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aimak_portal.signin import factor, trace
from aimak_portal.signin.tries import Tries, next_hour


class CodeField(forms.CharField):
    """A code of the second factor."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}
        kwargs.setdefault("label", _("Code"))
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **kwargs)


class SignInForm(AdminAuthenticationForm):
    """Name, password, and the code of who has set up a second factor, on one page.

    Whatever is wrong, the answer is the same: it tells neither which accounts there are nor which
    of them has a second factor, nor that a guessed password was right.
    """

    code = CodeField(
        required=False,
        help_text=_(
            "Only if you have set up a second factor: the six digits on your telephone, or one of "
            "your back-up codes."
        ),
    )

    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": _(
            "The user name, the password or the code is not right. Capital and small letters are "
            "different. Whoever has set up a second factor types its code too."
        ),
    }

    def clean(self):
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not name or not password:
            return self.cleaned_data
        tries = Tries(self.request, name)
        if not tries.take():
            self._must_wait(name)
        self.user_cache = authenticate(self.request, username=name, password=password)
        if not self._may_come_in(tries):
            trace.refused(self.request, name, "wrong name, password or code")
            raise self.get_invalid_login_error()
        tries.forgive(self.user_cache)
        return self.cleaned_data

    def _may_come_in(self, tries):
        user = self.user_cache
        if user is None or not user.is_active or not user.is_staff:
            return False
        device = factor.of(user)
        if device is None:
            return True
        code = self.cleaned_data.get("code", "")
        if not code:
            return False
        if not tries.take_code(user):
            self._must_wait(user.get_username())
        # A session that came in with a back-up code has passed the same second factor.
        user.otp_device = device
        return factor.passes(user, code)

    def _must_wait(self, name):
        self.request.must_wait = True
        trace.refused(self.request, name, "too many attempts")
        raise ValidationError(wait_sentence(), code="must_wait")


class ProofForm(forms.Form):
    """Who changes the second factor proves once more to be its owner."""

    required_css_class = "required"

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = CodeField(help_text=_("The six digits on your telephone, or one of your back-up codes."))

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self):
        password, code = self.cleaned_data.get("password"), self.cleaned_data.get("code")
        if not password or not code:
            return self.cleaned_data
        user = self.request.user
        tries = Tries(self.request, user.get_username())
        if not tries.take():
            raise ValidationError(wait_sentence())
        if not (user.check_password(password) and factor.passes(user, code)):
            trace.refused(self.request, user.get_username(), "wrong proof at the own account")
            raise ValidationError(gettext("The password or the code is not right."))
        tries.forgive(user)
        return self.cleaned_data


class SetUpForm(forms.Form):
    """The first code of a telephone that has just learned the secret."""

    required_css_class = "required"

    code = CodeField(
        label=_("Six digits on the telephone"),
        help_text=_("They change every 30 seconds; type those that stand there now."),
    )


def wait_sentence():
    return gettext(
        "Too many attempts. Try again after %(time)s. The account is not locked: at another "
        "computer, where its owner has signed in before, the owner can sign in now."
    ) % {"time": f"{localtime(next_hour()):%H:%M}"}
