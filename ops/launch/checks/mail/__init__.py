"""Whether emails in the domain's name arrive: SPF, DKIM, DMARC, mail servers."""
