# syntax=docker/dockerfile:1
# One image for every process: the platform chooses web, worker or release by its command.
# The two bases stand here once, each with the digest of what was looked at; Dependabot moves them.
FROM postgres:18.6-trixie@sha256:4ef4dbc939d61acea57712655ddb4b4ab27419c913f94cca0cd57cb3ea3c2280 AS postgres
FROM python:3.13.16-slim-trixie@sha256:bf44cdfcb76cd3b41e879bc058fc37ec5872002ccfde7fcb765e218cde0cd79c AS python

# Nothing of this stage stays but /venv and /app.
FROM python AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /app
RUN python -m venv --without-pip /venv
# With the clients of model providers: they take room on the disk, and no memory until one is used.
# All of it comes ready-made, so that no compiler is needed here either.
COPY requirements-models.txt ./
RUN python -m pip --python /venv/bin/python install --only-binary :all: --require-hashes \
    --requirement requirements-models.txt
COPY manage.py gunicorn.conf.py requirements.txt LICENSE ./
COPY bin bin/
COPY locale locale/
COPY templates templates/
COPY config config/
COPY ops ops/
COPY leads leads/
COPY chatbot chatbot/
# Needs no variable: the settings make a key for this one step. The files leave var/, which may be
# mounted over, and the code is compiled, which a read-only disk could not keep.
RUN /venv/bin/python manage.py collectstatic --noinput --verbosity 0 \
    && mv var/static staticfiles \
    && rm -rf var \
    && /venv/bin/python -m compileall -q bin config ops leads chatbot manage.py

FROM python
# What pg_dump's own libraries need; it makes the backup before a rollback, and has to be as new as
# the newest server that platforms hand out. pip has done its work.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpq5 liblz4-1 libzstd1 \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/* \
    && python -m pip uninstall --yes --root-user-action ignore pip \
    && groupadd --system --gid 10001 slipway \
    && useradd --system --uid 10001 --gid slipway --home-dir /app --no-create-home slipway \
    && install --directory --owner slipway --group slipway /app /app/var
COPY --from=postgres /usr/lib/postgresql/18/bin/pg_dump /usr/lib/postgresql/18/bin/pg_restore /usr/local/bin/
COPY --from=postgres /usr/lib/*-linux-gnu/libpq.so.5 /usr/local/lib/
RUN ldconfig && pg_dump --version && pg_restore --version
COPY --from=build /venv /venv
COPY --from=build /app /app
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
# Last, so that a new version builds anew nothing but these names.
ARG RELEASE_VERSION=""
ARG RELEASE_COMMIT=""
ENV RELEASE_VERSION=$RELEASE_VERSION RELEASE_COMMIT=$RELEASE_COMMIT
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as r; r.urlopen('http://127.0.0.1:' + os.environ.get('PORT', '8000') + '/healthz', timeout=4)"]
# gunicorn is the process that hears SIGTERM. Give it 30 seconds: docker stop --time 30.
CMD ["gunicorn"]
