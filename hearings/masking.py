"""Addresses of citizens as lists show them: enough to recognise one's own, too little to use."""

from phonenumbers import NumberParseException, parse


def masked(address):
    """An e-mail as `a…@mail.kg`, a telephone as `+996 … 37`."""
    name, at, domain = str(address).rpartition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return _masked_phone(str(address))


def _masked_phone(phone):
    if not phone:
        return ""
    try:
        country = f"+{parse(phone, None).country_code} "
    except NumberParseException:
        country = ""
    return f"{country}… {phone[-2:]}"
