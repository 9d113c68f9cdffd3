"""Keys of whoever takes the money."""

from __future__ import annotations

from ops.launch.findings import Severity
from ops.secrets.kind import HEX32, UUID, has, kind, near, starts

MONEY = "Whoever reads it can take payments, pay out and read what your customers bought."
TRY = "It moves no money. Seen in public, it shows that live keys may be handled the same way."

KINDS = (
    kind("stripe", "Stripe live secret key", "dashboard.stripe.com, Developers, API keys",
         starts("sk_live_", r"[0-9a-zA-Z]{20,}(?:_[0-9a-zA-Z]+)?"), risk=MONEY, names="stripe",
         how="At dashboard.stripe.com, Developers, API keys, choose Roll key and let the old one "
         "end within the hour. Put the new one into the environment variable that holds it and "
         "redeploy. Then read the recent payments and payouts."),
    kind("stripe-restricted", "Stripe restricted key", "dashboard.stripe.com, Developers, API keys",
         starts("rk_live_", r"[0-9a-zA-Z]{20,}"), risk=MONEY),
    kind("stripe-test", "Stripe test key", "dashboard.stripe.com, Test mode, Developers, API keys",
         starts("sk_test_ rk_test_", r"[0-9a-zA-Z]{16,}"), risk=TRY, severity=Severity.TRUST),
    kind("stripe-webhook", "Stripe webhook secret", "dashboard.stripe.com, Developers, Webhooks",
         starts("whsec_", r"[0-9a-zA-Z+/=]{24,}"),
         risk="Whoever reads it can tell your app of payments that never happened.",
         how="At dashboard.stripe.com, Developers, Webhooks, open the endpoint and roll its "
         "secret. Put the new one into the environment variable that holds it and redeploy."),
    kind("paddle", "Paddle API key", "vendors.paddle.com, Developer tools, Authentication",
         starts("pdl_live_apikey_ pdl_sdbx_apikey_ pdl_ntfset_", r"[\w]{30,}"), risk=MONEY,
         names="paddle"),
    kind("paypal", "PayPal client secret", "developer.paypal.com, Apps & Credentials",
         near("paypal", r"E[A-Za-z0-9_-]{79}"), risk=MONEY, names="paypal"),
    kind("braintree", "Braintree access token", "braintreegateway.com, Settings, API",
         starts("access_token$production$ access_token$sandbox$", r"[0-9a-z]{16}\$[0-9a-f]{32}"),
         risk=MONEY, names="braintree"),
    kind("square", "Square access token", "developer.squareup.com, your application, Credentials",
         starts("sq0atp- sq0csp- sq0idp-", r"[\w-]{22,50}"), starts("EAAA", r"[\w-]{60}(?!\w)"),
         risk=MONEY, names="square"),
    kind("mollie", "Mollie API key", "mollie.com, Developers, API keys",
         has("live_ test_", r"(?<![A-Za-z0-9_])(?:live|test)_[A-Za-z0-9]{30}(?![A-Za-z0-9])",
             loose=True), risk=MONEY, names="mollie"),
    kind("razorpay", "Razorpay key", "dashboard.razorpay.com, Account & Settings, API Keys",
         starts("rzp_live_ rzp_test_", r"[A-Za-z0-9]{14}(?![A-Za-z0-9])"),
         near("razorpay", r"[A-Za-z0-9]{24}"), risk=MONEY, names="razorpay"),
    kind("shopify", "Shopify token", "your shop's admin, Settings, Apps, Develop apps",
         starts("shpat_ shpca_ shppa_ shpss_", r"[0-9a-fA-F]{32}"), names="shopify"),
    kind("woocommerce", "WooCommerce key", "WooCommerce, Settings, Advanced, REST API",
         starts("cs_ ck_", r"[0-9a-f]{40}(?![A-Za-z0-9])"), names="woocommerce"),
    kind("lemonsqueezy", "Lemon Squeezy API key", "app.lemonsqueezy.com, Settings, API",
         near("lemonsqueezy lemon_squeezy lemon", UUID), names="lemonsqueezy lemon_squeezy"),
    kind("gocardless", "GoCardless token", "manage.gocardless.com, Developers",
         starts("live_ sandbox_", r"[A-Za-z0-9_-]{40}(?![\w-])", loose=True), risk=MONEY,
         names="gocardless"),
    kind("coinbase", "Coinbase API secret", "coinbase.com, Settings, API",
         near("coinbase", rf"{HEX32}|[A-Za-z0-9]{{32}}"), risk=MONEY, names="coinbase"),
)  # fmt: skip
