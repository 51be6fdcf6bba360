"""Django settings, read from the environment and from the folder that HANDRAIL_HOME names.

Every variable has a safe value when it is absent: a fresh folder is a fresh installation on SQLite.
"""

from __future__ import annotations

import os
from pathlib import Path

from csp.constants import NONE, SELF

from handrail.core.languages.state import LOCALE, offered
from handrail.site.database import databases
from handrail.site.home import home_folder, is_demo
from handrail.site.installation import Installation, Reached, read_installation
from handrail.site.logging import logging_settings
from handrail.site.mail import mail_settings
from handrail.site.secrets_on_disk import session_secret

HANDRAIL_HOME: Path = home_folder()
DEMO: bool = is_demo(HANDRAIL_HOME)
TESTING: bool = os.environ.get("HANDRAIL_TESTING") == "1"

SECRET_KEY = session_secret(HANDRAIL_HOME)
DEBUG = False
CHOSEN = Installation(reached=Reached.LAPTOP) if DEMO or TESTING else read_installation(HANDRAIL_HOME)
ALLOWED_HOSTS = (
    ["localhost", "127.0.0.1", "[::1]", "testserver"]
    if DEMO or TESTING
    # What watches the server calls it localhost.
    else [*(h for h in os.environ.get("HANDRAIL_HOSTS", ",".join(CHOSEN.hosts)).split(",") if h), "localhost"]
)
REACHED: str = CHOSEN.reached
RECOVERY_PRINTED_ON = CHOSEN.recovery_printed_on
SCAN_COMMAND = CHOSEN.scan_command
# On one machine alone (http://localhost) a browser trusts the address without TLS.
SECURE = CHOSEN.reached != Reached.LAPTOP and os.environ.get("HANDRAIL_PLAIN_HTTP") != "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "handrail.core.shell",  # before allauth: our sign-in pages win
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "handrail.core.vault",
    "handrail.core.audit",
    "handrail.core",
    "handrail.cooperate",
    "handrail.identify",
    "handrail.measure",
    "handrail.protect",
    "handrail.site",
]

MIDDLEWARE = [
    "handrail.core.operations.requests.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",  # before the files: they too must not stand in another site's frame
    "handrail.core.operations.requests.KnownMethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "handrail.core.drafts.middleware.DraftsMiddleware",  # sees what the next ones turn away
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "handrail.core.api.middleware.TokensAloneMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "handrail.core.languages.middleware.AccountLanguageMiddleware",
    "handrail.core.accounts.middleware.SessionEndsMiddleware",
    "handrail.core.accounts.middleware.SecondFactorMiddleware",
    "handrail.core.operations.rates.RateLimitMiddleware",
    "handrail.core.access.middleware.ActingAccountMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "handrail.site.urls"
WSGI_APPLICATION = "handrail.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["handrail.core.shell.templatetags.calendars"],  # dates in the reader's era
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "handrail.core.shell.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "handrail.core.shell.forms.HouseRenderer"

DATABASES = databases(HANDRAIL_HOME)
# In the database, because several processes serve: a code that one has taken must not open at another.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
        if TESTING
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASE_ROUTERS: list[str] = []

AUTH_USER_MODEL = "core.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
if TESTING:
    PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "handrail.core.accounts.passwords.HouseWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "handrail.core.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "handrail.core.accounts.signing_in.SignInForm",
    "change_password": "handrail.core.accounts.signing_in.NewPasswordForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "handrail.core.accounts.mfa.MFAAdapter"
MFA_FORMS = {
    "authenticate": "handrail.core.accounts.factor_forms.CodeForm",
    "reauthenticate": "handrail.core.accounts.factor_forms.CodeAgainForm",
    "authenticate_webauthn": "handrail.core.accounts.factor_forms.KeyForm",
    "reauthenticate_webauthn": "handrail.core.accounts.factor_forms.KeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = CHOSEN.reached == Reached.LAPTOP
MFA_TOTP_ISSUER = "Handrail"
MFA_TOTP_PERIOD = 30  # seconds
MFA_TOTP_TOLERANCE = 0  # no code of the half minute before or after
MFA_RECOVERY_CODE_DIGITS = 8

# Who is locked out by whose wrong passwords: core/accounts/domain/lockout.py and docs/adr/0013.
AXES_HANDLER = "handrail.core.accounts.lockout.LockoutHandler"
AXES_CLIENT_IP_CALLABLE = "handrail.core.accounts.lockout.client_address"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who goes on trying does not make it longer
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # what a successful sign-in clears
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "account/locked_out.html"
AXES_VERBOSE = False

# A browser takes a cookie of such a name over TLS alone, and no neighbouring host can plant one.
COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_ENGINE = "handrail.core.accounts.sessionstore"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE_SECONDS = 30 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_HTTPONLY = True  # every form carries its token
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "handrail.core.shell.views.csrf_failure"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
# What watches the server asks on this machine, without TLS. The API refuses it: core/api/middleware.py
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^api/"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# The address of the reverse proxy, which alone is believed when it says from where a request comes.
PROXY = (
    os.environ.get("HANDRAIL_PROXY")
    or CHOSEN.proxy
    or ("127.0.0.1" if os.environ.get("HANDRAIL_BEHIND_PROXY") == "1" or CHOSEN.reached == "proxy" else "")
)
BEHIND_PROXY = bool(PROXY)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Drafts are translations that nobody fluent has signed: each page says so, and 0 leaves them out.
LANGUAGES = offered(drafts=os.environ.get("HANDRAIL_DRAFT_LANGUAGES", "1") != "0")
LANGUAGE_CODE = CHOSEN.language if CHOSEN.language in dict(LANGUAGES) else "en"
FORMAT_MODULE_PATH = "handrail.core.shell.formats"
LOCALE_PATHS = [LOCALE]
# Of who is not signed in; an account keeps its own.
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}handrail_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
TIME_ZONE = os.environ.get("HANDRAIL_TIME_ZONE", CHOSEN.time_zone)
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HANDRAIL_HOME / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no other site reads our files
WHITENOISE_AUTOREFRESH = TESTING

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["handrail.core.vault.uploads.SealingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

TASKS = {
    "default": {
        "BACKEND": (
            "django_tasks.backends.immediate.ImmediateBackend"
            if TESTING
            else "django_tasks_db.DatabaseBackend"
        ),
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# Notices by e-mail are off until the installation names its mail server.
MAIL_IS_ON, _MAIL = mail_settings(os.environ.get("HANDRAIL_SMTP_URL", ""))
globals().update(_MAIL)
DEFAULT_FROM_EMAIL = os.environ.get("HANDRAIL_MAIL_FROM", "notices@localhost")

LOGGING = logging_settings(plain=DEMO or TESTING)

# Messages to other programs go to public addresses alone, unless the installation says otherwise.
WEBHOOK_PRIVATE = os.environ.get("HANDRAIL_WEBHOOK_PRIVATE") == "1"

QUICK_EXIT_URL = (
    os.environ.get("HANDRAIL_QUICK_EXIT_URL") or CHOSEN.quick_exit_url or "https://www.wikipedia.org/"
)
