"""Calls that people book at Calendly or Cal.com: told to us by webhook, kept with the lead."""
