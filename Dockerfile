# One image for both apps and the workers; DJANGO_SETTINGS_MODULE chooses, and has no default.
#   docker build -t allimi .
# deploy/walk-image walks these steps without a Docker engine.

FROM python:3.12-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PATH=/opt/venv/bin:$PATH
WORKDIR /app
RUN python -m venv /opt/venv
# Before the source, so that a change of the source does not install everything again.
COPY requirements/app.txt requirements/app.txt
RUN pip install --require-hashes -r requirements/app.txt && pip uninstall --yes pip
COPY . .
# Each side's static files in a folder of its own: the public app has no file of the admin. The settings
# want their environment; nothing of it is reached or kept.
RUN for side in public internal; do \
        DJANGO_SETTINGS_MODULE=allimi.settings.$side ALLIMI_STATIC_ROOT=/app/collected/$side \
        ALLIMI_SECRET_KEY=only-while-building ALLIMI_ALLOWED_HOSTS=localhost \
        ALLIMI_PUBLIC_ORIGIN=http://localhost ALLIMI_PRIMARY_URL=postgresql://nobody@localhost/none \
        ALLIMI_REPLICA_URL=postgresql://nobody@localhost/none ALLIMI_INTAKE_URL=postgresql://nobody@localhost/none \
        python manage.py collectstatic --noinput || exit 1; \
    done; \
    python -m compileall -q .

FROM python:3.12-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
# A number, so that an engine can see that it is not root. It owns nothing and writes nothing here.
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=4s --start-period=20s --retries=3 CMD ["python", "deploy/healthcheck.py"]
ENTRYPOINT ["deploy/entrypoint"]
# WEB_CONCURRENCY sets the workers. No access log: addresses and query strings may be about persons.
CMD ["gunicorn", "allimi.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--threads=4", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--graceful-timeout=10"]
