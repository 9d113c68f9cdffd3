"""Who is told when something breaks."""

from __future__ import annotations

from config.variables import checks
from ops.environment import Kind, Variable

GROUP = "Alerts"

VARIABLES: tuple[Variable, ...] = (
    Variable(
        name="MONITOR",
        group=GROUP,
        kind=Kind.CHOICE,
        choices=("auto", "on", "off"),
        default="auto",
        purpose="Whether the app looks at itself every minute and tells OWNER_EMAIL what breaks. "
        "auto does so on a public address, and not on your own computer.",
    ),
    Variable(
        name="SLACK_WEBHOOK_URL",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.https_url,
        purpose="Where alerts go besides OWNER_EMAIL: an incoming webhook of Slack. Empty sends "
        "none.",
        source="Slack: api.slack.com/apps, your app, Incoming Webhooks, Add New Webhook.",
        rotation="make a second webhook at Slack, put it here, redeploy, remove the first.",
    ),
    Variable(
        name="HEARTBEAT_URL",
        group=GROUP,
        kind=Kind.URL,
        secret=True,
        check=checks.https_url,
        purpose="Asked once a minute to say that the app lives: the other end alarms when it hears "
        "nothing. Empty asks nobody.",
        source="a heartbeat of Better Stack, UptimeRobot or Healthchecks, expected every minute "
        "with a few minutes of grace; `setup_uptime` makes one.",
        rotation="make a new heartbeat there, put its address here, redeploy, delete the old one.",
    ),
    Variable(
        name="UPTIMEROBOT_API_KEY",
        group=GROUP,
        secret=True,
        purpose="Lets `setup_uptime` make monitors at UptimeRobot, and the launch check see that "
        "they look. For the check alone, on the deployment, a read-only key is enough.",
        source="UptimeRobot: Integrations & API, API, Main API key. docs/uptime.md shows how.",
        rotation="make a new key on the same page, put it here, redeploy, delete the old one.",
    ),
    Variable(
        name="BETTERSTACK_API_TOKEN",
        group=GROUP,
        secret=True,
        purpose="Lets `setup_uptime` make monitors at Better Stack, and the launch check see that "
        "they look. It may do everything with the monitors of your team.",
        source="Better Stack: Settings, API tokens, an Uptime API token. docs/uptime.md shows how.",
        rotation="make a second token there, put it here, redeploy, delete the first.",
    ),
    Variable(
        name="UPTIME_API_URL",
        group=GROUP,
        kind=Kind.URL,
        purpose="Another address of the uptime provider's API; only tests need it.",
    ),
)
