import smtplib

from django.core.mail import EmailMessage

from .base import Messenger, Refused, Unreachable

# Said about this mail. Everything else that goes wrong on the way concerns the server.
_ABOUT_THIS_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)


class Mail(Messenger):
    """Plain mail by Django (EMAIL_URL): one recipient each, and no other address in it."""

    def send(self, address, subject, body, language):
        mail = EmailMessage(
            subject,
            body,
            to=[address],
            headers={"Auto-Submitted": "auto-generated", "Content-Language": language},
        )
        try:
            mail.send()
        except _ABOUT_THIS_MAIL as error:
            raise Refused from error
        except OSError as error:
            raise Unreachable from error
        except ValueError as error:
            # A line break in a header, or no address at all: Django sends nothing then.
            raise Refused from error
