"""Somebody outside who looks at the site every few minutes, and keeps the long history.

UptimeRobot and Better Stack are spoken to through their APIs, so that what they look at is made by
a command, can be made again, and is seen to be still there.
"""
