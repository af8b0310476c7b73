"""The one settings file. All that differs between installations comes from the environment.

A mistake in the environment is loud: the portal does not start and names the variable.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()

DEBUG = env.bool("DEBUG", False)

# Plain HTTP is for one machine only: the local demonstration and the tests.
HTTP_ONLY = env.bool("HTTP_ONLY", DEBUG)

# How many reverse proxies of ours stand before the portal; 0 trusts no forwarded address.
TRUSTED_PROXY_HOPS = env.int("TRUSTED_PROXY_HOPS", 0)


def required(name, why):
    """The variable's value; without DEBUG its absence stops the start and names it."""
    value = env.str(name, "")
    if value or DEBUG:
        return value
    raise ImproperlyConfigured(f"{name} is not set. {why}")


SECRET_KEY = required(
    "SECRET_KEY",
    "Set it to a long random text, for example the output of: "
    "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'",
) or ("only-for-debugging-" + "x" * 40)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [
    host.strip()
    for host in required(
        "ALLOWED_HOSTS", "Name the site's addresses, separated by commas: aimak.example.kg"
    ).split(",")
    if host.strip()
]

DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "data"))).resolve()

INSTALLED_APPS = [
    "modeltranslation",
    "aimak_portal",
    "reports",
    "budget",
    "programs",
    "hearings",
    "groups",
    "attachments",
    "language",
    "crispy_forms",
    "crispy_bootstrap5",
    "phonenumber_field",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "aimak_portal.desk_config.DeskConfig",  # django.contrib.admin, with our desk
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "aimak_portal.middleware.CompressText",
    "aimak_portal.middleware.RefuseGarbage",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "aimak_portal.signin.standing.ActingSession",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "aimak_portal.urls"
WSGI_APPLICATION = "aimak_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "language.compiled.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "aimak_portal.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "language.templatetags.language",
                "language.templatetags.settled",
            ],
        },
    }
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"


# Database: SQLite in DATA_DIR unless DATABASE_URL names another.
def database(url):
    if not url:
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{DATA_DIR / 'portal.sqlite3'}"
    try:
        config = env.db_url_config(url)
    except Exception:
        # Its reason would repeat the password; the sentence below says what is needed.
        config = {}
    if not config.get("ENGINE"):
        raise ImproperlyConfigured(
            "DATABASE_URL names no known database. Example: postgres://user:password@host/name"
        )
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            # Eight writers waiting their turn beat "database is locked"; FULL because WAL with
            # NORMAL may lose an acknowledged proposal when the power fails.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=wal; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                # What was erased is overwritten, not only marked as free.
                "PRAGMA secure_delete=ON;"
            ),
        }
        # A file, not memory: the tests meet the same locks as the municipality.
        config["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    else:
        config["CONN_MAX_AGE"] = 600
        config["CONN_HEALTH_CHECKS"] = True
        # Compiling a sum of a few thousand lines takes longer than doing it.
        config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    return config


DATABASES = {"default": database(env.str("DATABASE_URL", ""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.cache_url("CACHE_URL", "locmemcache://")}

# A mail server that does not answer holds up the sending, never a page.
EMAIL_TIMEOUT = 20
vars().update(env.email_url("EMAIL_URL", "consolemail://"))


# Where a message leads its reader, who came by no request of ours.
def site_url(url):
    if url:
        if not re.fullmatch(r"https?://[A-Za-z0-9.:\[\]-]+", url):
            raise ImproperlyConfigured(
                "SITE_URL is not the address of a site. Example: https://aimak.example.kg"
            )
        return url
    host = next((host.lstrip(".") for host in ALLOWED_HOSTS if host != "*"), "localhost")
    return f"{'http' if HTTP_ONLY else 'https'}://{host}"


SITE_URL = site_url(env.str("SITE_URL", "").rstrip("/"))
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", f"noreply@{urlsplit(SITE_URL).hostname}")

# Who carries messages to proposers, by channel. The console only prints, and only on one's own
# machine: on a public address a channel without a messenger is not used.
_CONSOLE = "hearings.messengers.Console"
MESSENGERS = {
    "email": "hearings.messengers.Mail" if env.str("EMAIL_URL", "") else _CONSOLE,
    "sms": env.str("SMS_MESSENGER", "") or _CONSOLE,
    "telegram": env.str("TELEGRAM_MESSENGER", "") or _CONSOLE,
}

# Language
LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", "Кыргызча"), ("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "language" / "overrides"]
FORMAT_MODULE_PATH = ["language.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "ky"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("ky", "ru", "en")
LANGUAGE_COOKIE_HTTPONLY = True

TIME_ZONE = "Asia/Bishkek"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
# A file far too large still lets the form answer, with everything typed kept.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "attachments.uploads.BoundedUploadHandler",
]
# A text far too long is refused beside its field, with the text kept, not with a dead connection.
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024

# Who comes in
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["aimak_portal.signin.backend.StaffBackend"]
# A session ends after so many minutes without a request, and after so many hours in any case.
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 30)
SESSION_MAX_HOURS = env.int("SESSION_MAX_HOURS", 12)
SESSION_COOKIE_AGE = SESSION_MAX_HOURS * 3600
# Our own count of attempts (signin/tries.py) makes a guesser wait; a lock on the telephone itself
# would let whoever knows the password shut its owner out.
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "aimak_portal.signin.passwords.CommonWords"},
]

# Protection
SECURE_SSL_REDIRECT = not HTTP_ONLY
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 0 if HTTP_ONLY else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not HTTP_ONLY
SECURE_HSTS_PRELOAD = not HTTP_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY_HOPS else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not HTTP_ONLY
SESSION_COOKIE_NAME = "sessionid" if HTTP_ONLY else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if HTTP_ONLY else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "aimak_portal.views.csrf_failure"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# What is told to the log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "aimak_portal.signin.trace.Line"}},
    "handlers": {"line": {"class": "logging.StreamHandler", "formatter": "line"}},
    "loggers": {"aimak_portal.signin": {"handlers": ["line"], "level": "INFO"}},
}

# Phones as people write them here: 0777 787 138, 996777787138, +996…
PHONENUMBER_DEFAULT_REGION = "KG"
PHONENUMBER_DB_FORMAT = "E164"
PHONENUMBER_DEFAULT_FORMAT = "INTERNATIONAL"
