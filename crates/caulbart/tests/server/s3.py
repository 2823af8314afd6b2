"""An S3 server for tests: moto keeps the objects, and botocore says whether a presigned request was signed with the right key.

`s3.py KEY_ID SECRET BUCKET…` makes the buckets, prints its address and serves until its standard input ends. Whoever sends the header
`X-Look` is let in without a signature: tests look at what is kept.
"""

import os
import sys
import threading
from urllib.parse import parse_qsl, urlsplit, urlunsplit, urlencode

from botocore.auth import S3SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from moto.server import create_backend_app
from werkzeug.serving import make_server
from werkzeug.test import Client

os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
key_id, secret, *buckets = sys.argv[1:]
store = create_backend_app("s3")


def fault(environ):
    """The store's own word for what is wrong with the signature."""
    query = dict(parse_qsl(environ["QUERY_STRING"]))
    if environ.get("HTTP_X_LOOK"):
        return None
    scope = query.get("X-Amz-Credential", "").split("/")
    if len(scope) != 5 or scope[0] != key_id:
        return "InvalidAccessKeyId"
    signature = query.pop("X-Amz-Signature", "")
    url = f"http://{environ['HTTP_HOST']}{environ['RAW_URI'].split('?')[0]}?{urlencode(query)}"
    request = AWSRequest(method=environ["REQUEST_METHOD"], url=url, headers={"host": environ["HTTP_HOST"]})
    request.context["timestamp"] = query.get("X-Amz-Date", "")
    auth = S3SigV4QueryAuth(Credentials(key_id, secret), scope[3], scope[2], expires=int(query.get("X-Amz-Expires", 0)))
    request.url = urlunsplit(urlsplit(url))
    wanted = auth.signature(auth.string_to_sign(request, auth.canonical_request(request)), request)
    return None if wanted == signature else "SignatureDoesNotMatch"


def serve(environ, start):
    wrong = fault(environ)
    if wrong:
        body = f"<?xml version=\"1.0\"?><Error><Code>{wrong}</Code><Message>no</Message></Error>".encode()
        # What was sent is read, so that whoever sends hears the answer.
        left = int(environ.get("CONTENT_LENGTH") or 0)
        while left > 0 and (step := environ["wsgi.input"].read(min(left, 1 << 20))):
            left -= len(step)
        start("403 Forbidden", [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
        return [body]
    return store(environ, start)


for bucket in buckets:
    made = Client(store).put(f"/{bucket}", base_url="http://127.0.0.1/")
    assert made.status_code == 200, made.data
server = make_server("127.0.0.1", 0, serve, threaded=True)
print(f"127.0.0.1:{server.server_port}", flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
