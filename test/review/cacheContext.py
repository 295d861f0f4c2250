"""Puts the RO-Crate 1.1 context that the package rocrate carries into the HTTP cache of rocrate-validator: no network is needed.

Usage: cacheContext.py CACHE (path without .sqlite)
"""

import importlib.resources
import sys

import requests
from requests_cache import CachedSession
from requests_cache.models import CachedRequest, CachedResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"

content = importlib.resources.files("rocrate").joinpath("data/ro-crate.jsonld").read_bytes()
assert f'"{CONTEXT}"'.encode() in content, "the package rocrate carries the context of another version"

session = CachedSession(cache_name=sys.argv[1], backend="sqlite", expire_after=-1)
request = requests.Request("GET", CONTEXT).prepare()
session.cache.save_response(
    CachedResponse(
        url=CONTEXT,
        status_code=200,
        headers={"Content-Type": "application/ld+json"},
        content=content,
        request=CachedRequest.from_request(request),
    ),
    cache_key=session.cache.create_key(request),
)
