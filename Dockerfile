# syntax=docker/dockerfile:1
# One image for every process: the platform chooses web, worker or release by its command.
FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /venv
# With the clients of model providers: they take room on the disk, and no memory until one is used.
COPY requirements-models.txt .
RUN /venv/bin/pip install --require-hashes --requirement requirements-models.txt
COPY . /app
WORKDIR /app
# Needs no variable: the settings make a key for this one step.
RUN /venv/bin/python manage.py collectstatic --noinput

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /app slipway
COPY --from=build /venv /venv
COPY --from=build --chown=slipway:slipway /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
USER slipway
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '8000') + '/healthz', timeout=4)"]
CMD ["gunicorn"]
