"""The way back: where backups are kept, and the keys that let a rollback reach the platform."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Backups and rollback"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="BACKUP_URL",
        group=GROUP,
        secret=True,
        check=checks.backup_url,
        purpose="Where `backup` keeps copies of the data: an S3-compatible bucket or a folder. "
        "Empty means var/backups on this machine, which a platform wipes at every deploy.",
        source="make a private bucket at another company than your platform, and a key that may "
        "only use it: s3://KEY:SECRET@s3.eu-central-1.amazonaws.com/BUCKET/FOLDER, with / and + "
        "in the secret percent-encoded; or file:///a/folder. See docs/backups.md.",
        rotation="make a second key at the storage, put it here, redeploy, run a backup, delete "
        "the first.",
    ),
    Variable(
        name="BACKUP_KEEP",
        group=GROUP,
        kind=Kind.NUMBER,
        default="14",
        check=checks.not_negative,
        purpose="How many backups are kept there; older ones of this site are deleted after a new "
        "one was verified. 0 keeps all.",
    ),
    Variable(
        name="HEROKU_API_KEY",
        group=GROUP,
        secret=True,
        purpose="Lets `bin/rollback` bring the previous release back on Heroku. It may do "
        "everything your Heroku account may, so give it to a rollback and not to the app.",
        source="heroku authorizations:create --expires-in 3600 prints one that lasts an hour.",
        rotation="heroku authorizations:revoke ends the old one; make a new one when you need it.",
    ),
    Variable(
        name="HEROKU_APP_NAME",
        group=GROUP,
        purpose="Which app at Heroku a rollback is about.",
        source="Heroku: the app's page, at the top.",
    ),
    Variable(
        name="RENDER_API_KEY",
        group=GROUP,
        secret=True,
        purpose="Lets `bin/rollback` bring the previous deploy back on Render. It may do "
        "everything your Render account may, so give it to a rollback and not to the app.",
        source="Render: Account Settings, API Keys.",
        rotation="make a new key at Render, use it for the next rollback, delete the old one.",
    ),
    Variable(
        name="RENDER_SERVICE_ID",
        group=GROUP,
        purpose="Which web service at Render a rollback is about. Render sets it by itself.",
        source="Render: the service's address in your browser; it begins with srv-.",
    ),
    Variable(
        name="RENDER_WORKER_ID",
        group=GROUP,
        purpose="The worker at Render that is rolled back with the web service, where there is "
        "one.",
        source="Render: the worker's address in your browser; it begins with srv-.",
    ),
    Variable(
        name="PLATFORM_API_URL",
        group=GROUP,
        kind=Kind.URL,
        purpose="Another address of Heroku's or Render's API; only tests need it.",
    ),
)
