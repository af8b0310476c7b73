from django import forms
from phonenumber_field.formfields import PhoneNumberField


class _Storable:
    """A character that cannot be stored is named once and then left out.

    Without that the refused character would come back with the kept text, and be refused again.
    """

    def bound_data(self, data, initial):
        return (data or "").replace("\x00", "")


class WordsField(_Storable, forms.CharField):
    """A citizen's words."""


class MailField(_Storable, forms.EmailField):
    """A citizen's e-mail address."""


class TelephoneField(_Storable, PhoneNumberField):
    """A citizen's telephone number."""
