"""Addresses of the leads."""

from __future__ import annotations

from django.urls import path

from leads import api

urlpatterns = [path("api/v1/leads/", api.leads, name="api-leads")]
