"""What each layer is called where a founder reads it."""

from __future__ import annotations

from ops.monitor.layers import Layer

NAMES = {
    Layer.DNS: "Name (DNS)",
    Layer.TCP: "Connection (TCP)",
    Layer.TLS: "Certificate (TLS)",
    Layer.EDGE: "What stands in front",
    Layer.APP: "App and chat",
    Layer.DATABASE: "Database",
    Layer.CACHE: "Redis",
    Layer.WORKER: "Sending what waits",
    Layer.EMAIL: "Email provider",
    Layer.MODEL: "Language model",
    Layer.ERRORS: "Error rate",
    Layer.SLOW: "Speed",
}
