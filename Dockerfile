# docker build -t kaiyaku . && docker run --rm -p 8000:8000 kaiyaku
FROM python:3.12-slim AS built
# durable-rules comes as C source. The base image's own version of the compiler is the right one.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN python -m venv /app && /app/bin/pip install --no-cache-dir '.[web]'

FROM python:3.12-slim
COPY --from=built /app /app
RUN useradd --system --create-home --uid 10001 kaiyaku
USER 10001
EXPOSE 8000
HEALTHCHECK CMD ["/app/bin/python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=3)"]
# Behind a proxy, add --allow-host with the name that people use, and --proxy with its address.
ENTRYPOINT ["/app/bin/kaiyaku", "serve", "--host", "0.0.0.0"]
CMD ["--workers", "2"]
