from django import forms


class WordsField(forms.CharField):
    """A citizen's words. A character that cannot be stored is named once and then left out.

    Without that the refused character would come back with the kept text, and be refused again.
    """

    def bound_data(self, data, initial):
        return (data or "").replace("\x00", "")
