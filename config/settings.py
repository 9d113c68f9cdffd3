"""The one settings file. Every value that differs between machines comes from ``config/env.py``;
what takes some working out is beside this file.

Importing it never fails for a missing or bad variable, so that build steps work with an empty
environment; whatever starts a server or a worker calls ``refuse_bad_environment()`` first.
"""

from __future__ import annotations

import os
import secrets
from decimal import Decimal
from pathlib import Path
from typing import Any

import environ

from config import api, databases, env, hosts, limits, logs

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

_env_file = os.environ.get("ENV_FILE", ".env")
if _env_file and (BASE_DIR / _env_file).is_file():
    environ.Env.read_env(BASE_DIR / _env_file)

ENVIRONMENT = env.load(os.environ)
_get = ENVIRONMENT.get

# --- The site ---------------------------------------------------------------------------------
DEBUG: bool = _get("DEBUG")
SECRET_KEY: str = _get("SECRET_KEY")
if not SECRET_KEY:
    # Good for one process and never stored: enough to build with, useless to run on.
    SECRET_KEY = secrets.token_urlsafe(50)
    if not DEBUG and not ENVIRONMENT.is_set("SECRET_KEY"):
        ENVIRONMENT.report("SECRET_KEY", "is missing. " + ENVIRONMENT.variable("SECRET_KEY").source)
SECRET_KEY_FALLBACKS: list[str] = _get("SECRET_KEY_FALLBACKS")

_platform_host = env.first_of(os.environ, env.PLATFORM_HOSTS)
SITE_URL: str = hosts.ascii_url(_get("SITE_URL").rstrip("/"))
if not SITE_URL and _platform_host:
    SITE_URL = f"https://{_platform_host}"
if not SITE_URL:
    SITE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    if not DEBUG and not ENVIRONMENT.is_set("SITE_URL"):
        _waits = env.waits_for_address(os.environ)
        ENVIRONMENT.report(
            "SITE_URL",
            "is missing; open your app in a browser, and it shows what to set it to"
            if _waits
            else "is missing; set it to the public address, such as https://example.com",
            fatal=not _waits,
        )

HTTPS = SITE_URL.startswith("https://")
SITE_HOST = hosts.host_of(SITE_URL)
ALLOWED_HOSTS: list[str] = [SITE_HOST, *_get("ALLOWED_HOSTS")]
if _platform_host:
    ALLOWED_HOSTS.append(_platform_host)
if DEBUG:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = hosts.trusted_origins(SITE_URL, ALLOWED_HOSTS)

ADMIN_PATH: str = _get("ADMIN_PATH").strip("/")
MAINTENANCE: bool = _get("MAINTENANCE")
OPS_TOKEN: str = _get("OPS_TOKEN")
RECOVER_OWNER: str = _get("RECOVER_OWNER")
EMBED_ORIGINS: list[str] = _get("EMBED_ORIGINS")
IDENTITY_SECRET: str = _get("IDENTITY_SECRET")
VERSION: str = (
    _get("RELEASE_VERSION") or env.first_of(os.environ, env.PLATFORM_RELEASES)[:12] or "development"
)
COMMIT: str = env.first_of(os.environ, env.PLATFORM_RELEASES)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "ops.admin_site.AdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "ops",
    "leads",
    "chatbot",
]

# Order matters: the request id is outermost, so that every response and log line carries it; who
# has no business here is turned away next, before anything is logged, counted or looked up.
MIDDLEWARE = [
    "ops.web.request_id.RequestId",
    "ops.web.headers.ResponseHeaders",
    "ops.web.front_door.FrontDoor",
    "ops.logs.access.AccessLog",
    "ops.web.problems.ApiProblems",
    "ops.web.middleware.Security",
    "ops.web.static_files.StaticFiles",
    "ops.web.maintenance.Maintenance",
    "ops.web.middleware.Sessions",
    "ops.web.middleware.Common",
    "ops.web.middleware.Csrf",
    "ops.web.middleware.Authentication",
    "ops.web.known_device.KnownDevice",
    "ops.web.middleware.Messages",
    "allauth.account.middleware.AccountMiddleware",
    "ops.web.middleware.ClickJacking",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chatbot.accounts.context.of_account_pages",
            ]
        },
    }
]

# --- Database, caches, worker -----------------------------------------------------------------
DATABASES = {"default": databases.database(ENVIRONMENT, VAR_DIR)}
REDIS_URL: str = databases.redis_url(ENVIRONMENT)
CACHES = databases.caches(REDIS_URL)
# None leaves it to whether a worker is heard of.
EMBEDDED_WORKER: bool | None = (
    _get("EMBEDDED_WORKER") if ENVIRONMENT.is_set("EMBEDDED_WORKER") else None
)
# A database that is away is noticed within seconds, so that the visitor hears of it.
CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_IGNORE_RESULT = True
# A task killed half-way runs again; every task here can bear that.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
# Sized for 512 MB: the default of one process a visible core would not fit.
CELERY_WORKER_CONCURRENCY = 2
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_POOL = "ops.worker_pool:TaskPool"
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 200_000
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Nobody asks a worker anything but by its queue, and a small Redis has few connections.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "UTC"

# --- Backups and rollback ---------------------------------------------------------------------
BACKUP_URL: str = _get("BACKUP_URL")
BACKUP_KEEP: int = _get("BACKUP_KEEP")
BACKUP_FOLDER = VAR_DIR / "backups"
HEROKU_API_KEY: str = _get("HEROKU_API_KEY")
HEROKU_APP_NAME: str = _get("HEROKU_APP_NAME")
RENDER_API_KEY: str = _get("RENDER_API_KEY")
RENDER_SERVICE_ID: str = _get("RENDER_SERVICE_ID")
RENDER_WORKER_ID: str = _get("RENDER_WORKER_ID")
PLATFORM_API_URL: str = _get("PLATFORM_API_URL")

# --- Email ------------------------------------------------------------------------------------
EMAIL_PROVIDER: str = _get("EMAIL_PROVIDER")
EMAIL_FILE_DIR = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10
OWNER_EMAIL: str = _get("OWNER_EMAIL")
DEFAULT_FROM_EMAIL: str = _get("DEFAULT_FROM_EMAIL") or f"hello@{SITE_HOST}"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_URL: str = _get("EMAIL_URL")
SMOKE_AFTER_RELEASE: bool = _get("SMOKE_AFTER_RELEASE")
SMOKE_IMAP_URL: str = _get("SMOKE_IMAP_URL")
SMOKE_EMAIL: str = _get("SMOKE_EMAIL")
EMAIL_API_KEY: str = _get("EMAIL_API_KEY")
EMAIL_API_SECRET: str = _get("EMAIL_API_SECRET")
EMAIL_WEBHOOK_SECRET: list[str] = _get("EMAIL_WEBHOOK_SECRET")
EMAIL_REPLY_ADDRESS: str = _get("EMAIL_REPLY_ADDRESS")
EMAIL_API_URL: str = _get("EMAIL_API_URL")
EMAIL_DOMAIN: str = _get("EMAIL_DOMAIN")
EMAIL_REGION: str = _get("EMAIL_REGION")
EMAIL_DKIM_SELECTORS: list[str] = _get("EMAIL_DKIM_SELECTORS")

# --- Bookings ---------------------------------------------------------------------------------
CALENDLY_WEBHOOK_SECRET: list[str] = _get("CALENDLY_WEBHOOK_SECRET")
CAL_WEBHOOK_SECRET: list[str] = _get("CAL_WEBHOOK_SECRET")

# --- Answers ----------------------------------------------------------------------------------
LLM_PROVIDER: str = _get("LLM_PROVIDER")
LLM_API_KEY: str = _get("LLM_API_KEY")
LLM_MODEL: str = _get("LLM_MODEL")
LLM_BASE_URL: str = _get("LLM_BASE_URL")
LLM_FALLBACK_PROVIDER: str = _get("LLM_FALLBACK_PROVIDER")
LLM_FALLBACK_API_KEY: str = _get("LLM_FALLBACK_API_KEY")
LLM_FALLBACK_MODEL: str = _get("LLM_FALLBACK_MODEL")
LLM_FALLBACK_BASE_URL: str = _get("LLM_FALLBACK_BASE_URL")
# US dollars: for a million tokens, and for a day and a conversation.
LLM_PRICE_IN = Decimal(_get("LLM_PRICE_IN"))
LLM_PRICE_OUT = Decimal(_get("LLM_PRICE_OUT"))
LLM_FALLBACK_PRICE_IN = Decimal(_get("LLM_FALLBACK_PRICE_IN") or LLM_PRICE_IN)
LLM_FALLBACK_PRICE_OUT = Decimal(_get("LLM_FALLBACK_PRICE_OUT") or LLM_PRICE_OUT)
LLM_DAILY_BUDGET = Decimal(_get("LLM_DAILY_BUDGET"))
LLM_CONVERSATION_BUDGET = Decimal(_get("LLM_CONVERSATION_BUDGET"))
STREAM_PIECE_MS: int = _get("STREAM_PIECE_MS")
env.report_needed(ENVIRONMENT)

# --- Limits -----------------------------------------------------------------------------------
# The table itself is in config/limits.py.
RATE_LIMITS = limits.RATE_LIMITS
RATELIMIT_USE_CACHE = "limits"
TRUSTED_PROXIES: str = _get("TRUSTED_PROXIES")
EDGE_SECRET: str = _get("EDGE_SECRET")

# --- Accounts ---------------------------------------------------------------------------------
# Visitors may sign up. Staff sign in, reset and prove themselves whether or not they may.
ACCOUNTS: bool = _get("ACCOUNTS")
STAFF_SECOND_FACTOR = not DEBUG
AUTHENTICATION_BACKENDS = ["chatbot.accounts.backend.Backend"]
LOGIN_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/accounts/"
SECOND_FACTOR_URL = "/accounts/2fa/totp/activate/"
ACCOUNT_ADAPTER = "chatbot.accounts.adapters.AccountAdapter"
ACCOUNT_USER_DISPLAY = "chatbot.accounts.backend.shown"
ACCOUNT_FORMS = {"login": "chatbot.accounts.forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
# Codes and not links: nothing secret stands in an address, a log or a browser's history.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 30 * 60
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Not by a code sent to the address: whoever is at a screen left open may read its emails too.
ACCOUNT_REAUTHENTICATION_METHODS = ("password", "mfa")
# The table above counts, with one idea of who the visitor is.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "chatbot.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
# http://localhost is the only unencrypted address where browsers offer passkeys.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS

# --- Security ---------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS and not DEBUG
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
# These headers are set in ops/web/headers.py and ops/web/hsts.py, by the kind of the page.
HSTS: str = _get("HSTS")
SECURE_HSTS_SECONDS = 0
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = None
# To let the visitors' pages load something from another company, name it here, such as
# {"script-src": ["https://stats.example.com"]}. docs/headers.md says what it costs.
EXTRA_SOURCES: dict[str, list[str]] = {}
if TRUSTED_PROXIES or EDGE_SECRET:
    # ops.web.front_door takes this header away from every request no trusted proxy has sent.
    # Believing those is safe because routers and Cloudflare overwrite it on every request.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ops.web.problems.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
SILENCED_SYSTEM_CHECKS = [
    # django-ratelimit doubts every cache but memcached and django-redis. Ours is used through
    # ops.web.limits, which counts in process when the shared cache is missing or away.
    "django_ratelimit.E003",
    "django_ratelimit.W001",
    # Our own subclasses of these middlewares are installed; the checks look for the exact names.
    "security.W001",
    "security.W002",
    "security.W003",
    # Subdomains and the preload list are promises for the whole domain: the founder's to make.
    "security.W005",
    "security.W021",
    # Ours of SECRET_KEY judges the same, and takes the 44 characters of a key made by Render.
    "security.W009",
    # HTTPS follows SITE_URL. An http:// address is for a laptop and is a launch finding.
    "security.W004",
    "security.W008",
    "security.W012",
    "security.W016",
]

# --- Words and times --------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("es", "Español"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("pt", "Português"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
# An address typed without a scheme is an https one, as Django 6 will have it.
FORMS_URLFIELD_ASSUME_HTTPS = True

# --- Static files -----------------------------------------------------------------------------
STATIC_URL = "/static/"
# An image has them beside the code, since var/ may be mounted over.
STATIC_ROOT = BASE_DIR / "staticfiles"
if not STATIC_ROOT.is_dir():
    STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "ops.web.static_storage.HashedStaticFiles"
    },
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
WHITENOISE_KEEP_ONLY_HASHED_FILES = False
# Our files are for our pages.
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- API --------------------------------------------------------------------------------------
REST_FRAMEWORK = api.REST_FRAMEWORK
SPECTACULAR_SETTINGS = api.SPECTACULAR_SETTINGS

# --- Logs and error reports -------------------------------------------------------------------
LOG_LEVEL: str = _get("LOG_LEVEL")
LOGGING = logs.logging(debug=DEBUG, level=LOG_LEVEL)
SENTRY_DSN: str = _get("SENTRY_DSN")
SENTRY_ENVIRONMENT: str = _get("SENTRY_ENVIRONMENT") or ("development" if DEBUG else "production")
SENTRY_SAMPLE_RATE = float(_get("SENTRY_SAMPLE_RATE"))
SENTRY_TRACES_RATE = float(_get("SENTRY_TRACES_RATE"))

# --- Alerts -----------------------------------------------------------------------------------
MONITOR: str = _get("MONITOR")
SLACK_WEBHOOK_URL: str = _get("SLACK_WEBHOOK_URL")
HEARTBEAT_URL: str = _get("HEARTBEAT_URL")
UPTIMEROBOT_API_KEY: str = _get("UPTIMEROBOT_API_KEY")
BETTERSTACK_API_TOKEN: str = _get("BETTERSTACK_API_TOKEN")
UPTIME_API_URL: str = _get("UPTIME_API_URL")
