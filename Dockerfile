# Never built in the workshop where this was written (no Docker engine there): see docs/decisions.
FROM python:3.13-slim

RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 dai
WORKDIR /home/dai/broadcast
COPY --chown=dai:dai . .
RUN chown dai:dai /home/dai/broadcast
USER dai
RUN make setup

ENV HOST=0.0.0.0 PORT=8000 DATA=/home/dai/var
RUN mkdir -p /home/dai/var
VOLUME /home/dai/var
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD .venv/bin/python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"
CMD ["make", "run"]
