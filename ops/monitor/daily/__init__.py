"""Once a day: certificates, the domain's registration, DMARC and every DNS record the site needs.

They break slowly and quietly, long before a visitor sees anything: so they are compared with what
was there before, and with the dates by which somebody has to act.
"""
