"""What the hand does on each platform: where variables are, how to redeploy, go back, read logs.

Sources, read in November 2026: Render Docs "Rollbacks", "Deploys", "Logging", "Custom domains";
Heroku Dev Center "Releases", "Logging", "Automated Certificate Management", "One-off dynos". The
steps of a rollback are those of docs/roll-back.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from ops.launch.platforms import PLATFORMS


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One platform in steps.

    ``terminal`` is where a command is typed; ``button`` the way back without a terminal,
    ``rollback`` the better one; ``certificates`` where they are shown and renewed.
    """

    name: str
    sign_in: str
    variables: str
    saving: str
    terminal: str
    redeploy: tuple[str, ...]
    button: tuple[str, ...]
    rollback: tuple[str, ...]
    afterwards: tuple[str, ...]
    logs: str
    failed_log: str
    failed_button: str
    running: str
    certificates: tuple[str, ...]
    status: str


RENDER = Place(
    name="Render",
    sign_in="dashboard.render.com",
    variables="dashboard.render.com, Env Groups, the group of this app (`slipway` unless it was "
    "renamed). Values that stand in `render.yaml` are changed in that file, or Render writes them "
    "over yours.",
    saving="Save changes restarts the web service and the worker by itself.",
    terminal="dashboard.render.com, the web service, Shell (paid plans)",
    redeploy=(
        "Change the code and put it on the branch `main` of the copy at GitHub. Render builds it "
        "by itself.",
        "Watch it at dashboard.render.com, the web service, Events: it should end with Live.",
        "Without a change of code: the web service, Manual Deploy, Deploy latest commit.",
        "Open the site and ask the chat something.",
    ),
    button=(
        "Open dashboard.render.com, the web service, Events.",
        "Find the last deploy that was good and press Rollback beside it, then Rollback to this "
        "deploy. This switches automatic deploys off.",
        "Do the same for the worker, if there is one.",
        "Open the site and ask the chat something. Leads and conversations stay as they are.",
    ),
    rollback=(
        "On your own computer get the newest code: `git pull` in the copy of the project.",
        "Set `DATABASE_URL` to the database's External Database URL, `SITE_URL` to the site, "
        "`RENDER_API_KEY` (Account Settings, API Keys), `RENDER_SERVICE_ID` of the web service and "
        "`RENDER_WORKER_ID` of the worker.",
        "`bin/rollback` shows what it would do, and changes nothing.",
        "`bin/rollback --yes` does it, after a backup.",
    ),
    afterwards=(
        "When the code is mended, switch automatic deploys on again: the web service, Settings, "
        "Auto-Deploy. The worker has its own.",
    ),
    logs="dashboard.render.com, the web service (and the worker), Logs",
    failed_log="dashboard.render.com, the web service, Events, the failed deploy, its log",
    failed_button="the web service, Manual Deploy, Deploy latest commit",
    running="dashboard.render.com, the web service: Restart service is in the menu Manual Deploy",
    certificates=(
        "Open dashboard.render.com, the web service, Settings, Custom Domains.",
        "Press Verify beside the name, and wait until it says Certificate issued.",
    ),
    status="status.render.com",
)
HEROKU = Place(
    name="Heroku",
    sign_in="dashboard.heroku.com",
    variables="dashboard.heroku.com, the app, Settings, Reveal Config Vars.",
    saving="Heroku restarts the app after each change.",
    terminal="dashboard.heroku.com, the app, More, Run console",
    redeploy=(
        "Change the code and put it on the branch `main` of the copy at GitHub. With automatic "
        "deploys on, Heroku builds it by itself.",
        "Without them: dashboard.heroku.com, the app, Deploy, Manual deploy, Deploy Branch.",
        "Watch it under Activity: the line of the release should say Deployed.",
        "Open the site and ask the chat something.",
    ),
    button=(
        "Open dashboard.heroku.com, the app, Deploy, and switch automatic deploys off.",
        "Open Activity, find the last release that was good, and press Roll back to here.",
        "Heroku brings that release's config vars back too: look whether one was changed since, "
        "and set it again.",
        "Open the site and ask the chat something. Leads and conversations stay as they are.",
    ),
    rollback=(
        "On a computer with Heroku's own program: "
        "`heroku authorizations:create --expires-in 3600` prints a token that lasts an hour.",
        '`heroku run -a APP -e "HEROKU_API_KEY=the-token;HEROKU_APP_NAME=APP" bin/rollback` shows '
        "what it would do, and changes nothing. APP is the app's name at Heroku.",
        "The same with `bin/rollback --yes` at its end does it, after a backup.",
    ),
    afterwards=("When the code is mended, switch automatic deploys on again in Deploy.",),
    logs="dashboard.heroku.com, the app, More, View logs; or `heroku logs --tail -a APP`",
    failed_log="dashboard.heroku.com, the app, Activity, View build log or View release log of the "
    "failed one",
    failed_button="the app, Deploy, Manual deploy, Deploy Branch",
    running="dashboard.heroku.com, the app, More, Restart all dynos",
    certificates=(
        "Open dashboard.heroku.com, the app, Settings, SSL certificates.",
        "If the name says Failing, correct its DNS record (see the section on DNS records), then "
        "press Refresh ACM status, or type `heroku certs:auto:refresh -a APP`.",
        "Wait until it says that the certificate is issued.",
    ),
    status="status.heroku.com",
)
SERVER = Place(
    name="a server of your own",
    sign_in="the server, by ssh",
    variables="the file `.env` in the project's folder on the server.",
    saving="Nothing restarts by itself. Type `docker compose up --detach` in the project's folder.",
    terminal="the project's folder on the server, as `docker compose exec web python manage.py …`",
    redeploy=(
        "On the server, in the project's folder: `git pull`",
        "`export RELEASE_VERSION=$(git describe --tags --always) "
        "RELEASE_COMMIT=$(git rev-parse HEAD)`",
        "`docker compose --profile https up --detach --build`, with the profiles that were used "
        "before.",
        "`docker compose logs release` says how it went. Open the site and ask the chat something.",
    ),
    button=(),
    rollback=(
        "On the server, in the project's folder: `bin/rollback` shows what it would do, and "
        "changes nothing.",
        "`bin/rollback --yes` does it, after a backup. The image of the version before has to be "
        "there still.",
        "Write the older version's `RELEASE_VERSION` into `.env`, or the next start brings the "
        "newer one again.",
    ),
    afterwards=(),
    logs="on the server, in the project's folder: `docker compose logs --tail 200 web worker`",
    failed_log="on the server: `docker compose logs release`",
    failed_button="`docker compose up --detach --build`",
    running="on the server: `docker compose restart web worker`",
    certificates=(
        "On the server: `docker compose logs https` says why the certificate was not renewed, most "
        "often because ports 80 and 443 are closed or the name leads elsewhere.",
        "Correct that, then `docker compose restart https`, which asks again at once.",
    ),
    status="the status page of whoever rents you the server",
)
BY_KEY = {"render": RENDER, "heroku": HEROKU, "server": SERVER}


def place_of(key: str) -> Place:
    """The steps of a platform; in general words for one without steps of its own."""
    if key in BY_KEY:
        return BY_KEY[key]
    name = PLATFORMS[key].name if key in PLATFORMS else "the platform"
    return Place(
        name=name,
        sign_in=f"{name}'s dashboard",
        variables=f"{name}'s dashboard, the app, its page of environment variables.",
        saving=f"{name} restarts the app, or offers a button to redeploy it.",
        terminal=f"{name}'s dashboard, the app, its console or shell",
        redeploy=(
            f"Put the changed code where {name} takes it from (mostly the branch `main` of the "
            "copy at GitHub).",
            "Before the new version takes visitors, `bin/release` has to run with its variables.",
            "Open the site and ask the chat something.",
        ),
        button=(
            f"In {name}'s dashboard open the list of deployments, and choose the last good one.",
            "Switch automatic deploys off first, if they are on.",
            "Open the site and ask the chat something. Leads and conversations stay as they are.",
        ),
        rollback=(
            "`bin/rollback`, with the newer code and the deployment's variables, shows what it "
            "would meet, and changes nothing.",
            "`bin/rollback --yes` makes a backup and says what to start.",
            "Start the version before, as it says, and run the same command again.",
        ),
        afterwards=("When the code is mended, switch automatic deploys on again.",),
        logs=f"{name}'s dashboard, the app, its logs",
        failed_log=f"{name}'s dashboard, the failed deployment, its log",
        failed_button=f"the button in {name}'s dashboard that deploys again",
        running=f"{name}'s dashboard, the app, restart",
        certificates=(
            f"Open {name}'s page of custom domains or certificates for this app.",
            "Have the certificate issued anew, or take the name out and add it again.",
        ),
        status=f"{name}'s status page",
    )
