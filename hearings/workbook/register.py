"""What the rows of a workbook may name: the villages and the initiative groups."""

from groups.models import InitiativeGroup, Village
from language.texts import in_language
from language.words import Names


class Named:
    """Records by their names in each language."""

    def __init__(self, records):
        self.by_key = {record.pk: record for record in records}
        self._names = Names(
            (name, record.pk)
            for record in self.by_key.values()
            for name in (record.name_ky, record.name_ru, record.name_en)
            if name
        )

    def meant_by(self, text):
        """The records of this name: none, one, or the several that share it."""
        return [self.by_key[key] for key in self._names.meant_by(text)]

    def names(self):
        """The names to choose from, in the reader's language."""
        told = (in_language(record, "name")[0] for record in self.by_key.values())
        return list(dict.fromkeys(filter(None, told)))


def villages():
    return Named(Village.objects.all())


def initiative_groups():
    """All groups: the paper of an old hearing may name one that is dissolved since."""
    return Named(InitiativeGroup.objects.all())


def active_groups():
    return Named(InitiativeGroup.objects.active())
