"""Django's settings, made of the operator's choices (see environment.py)."""

from pathlib import Path

from potager.config import environment

ENV = environment.read()
PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
ALLOWED_HOSTS = ENV.hosts
ROOT_URLCONF = "potager.config.urls"
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # cross-site requests are refused by their origin: see config/middleware.py
    "security.W004",  # HSTS belongs to the proxy that holds the certificate
    "security.W008",
]

INSTALLED_APPS = [
    "potager.ui",
    "potager.journal",
    "potager.jobs",
    "potager.members",
    "potager.communities",
    "potager.authorship",
    "potager.directory",
    "potager.visits",
    "potager.conversations",
    "potager.stories",
    "potager.manuscripts",
    "potager.editorial",
    "potager.gatherings",
    "potager.press",
    "potager.newsletters",
    "potager.frontpages",
    "potager.recaps",
    "potager.moderation",
    "potager.translations",
    "potager.live",
    "potager.notices",
    "potager.search",
    "potager.letterbox",
    "potager.pagecache",
    "potager.animation",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "django_tasks",
    "template_partials",
]

MIDDLEWARE = [
    "potager.config.middleware.request_id",
    "potager.config.middleware.security_headers",
    "potager.config.middleware.refuse_other_origins",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "potager.members.middleware.note_the_day",
    "potager.members.middleware.mark_the_browser",
    "potager.members.middleware.speak_the_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "potager.config.middleware.explain_refusals",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "potager.ui.forms.KitRenderer"

DATABASES = {"default": ENV.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "potager.jobs.backend.JobBackend"}}

AUTH_USER_MODEL = "members.Member"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",  # half the time of PBKDF2 here, and hard on whoever guesses
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "members:sign_in"
# allauth checks passwords; its own pages are not routed, members/ has one way in for everybody.
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
SESSION_ENGINE = "potager.members.sessions"
SESSION_COOKIE_NAME = "potager_session"
SESSION_COOKIE_SECURE = ENV.is_secure
SESSION_COOKIE_AGE = 60 * 60 * 24 * 90
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.proxies else None

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "potager_language"
USE_I18N = True
FORMAT_MODULE_PATH = "potager.lib.formats"
LOCALE_PATHS = [PACKAGE / folder / "locale" for folder in ("lib", "config", "cli")]  # the rest are apps
USE_TZ = True
TIME_ZONE = "Europe/Paris"

EMAIL_BACKEND = "potager.notices.outbox.OutboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from
REPLY_DOMAIN = (
    ENV.reply_domain
)  # "reply.example.org", or the mailbox "potager@example.org", which takes "potager+…"

STATIC_URL = "/static/"
MEDIA_ROOT = ENV.data / "media"
PRESS_REGIONS = ENV.regions
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
LOGGING_CONFIG = None  # structlog is set up in config/logs.py by the command line
