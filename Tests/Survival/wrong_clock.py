"""A fault of the caller's machine: its clock differs from AWS's."""

import datetime
import email.utils

import botocore.auth
import botocore.awsrequest
import botocore.credentials

from aws_answers import QUERY_SERVICES, refusal
from gaps import Forward
from proxy import Answer, Call

_STAMP = "%Y%m%dT%H%M%SZ"
#: How far a request's time may be off (AWS's tolerance).
_WINDOW = datetime.timedelta(minutes=5)


class WrongClock:
    """AWS's clock is some seconds ahead of this machine's: requests signed with this machine's time are refused.

    Requests signed with AWS's time are signed again for the local AWS, which uses this machine's clock.
    """

    NAME = "clock off"

    def __init__(self, ahead_seconds: float, keys: dict[str, str]):
        self.ahead = datetime.timedelta(seconds=ahead_seconds)
        self.credentials = botocore.credentials.Credentials(keys["AWS_ACCESS_KEY_ID"], keys["AWS_SECRET_ACCESS_KEY"])
        self.region = keys["AWS_REGION"]

    def __call__(self, call: Call, forward: Forward) -> Answer:
        """A handler of the proxy."""
        now = datetime.datetime.now(datetime.timezone.utc) + self.ahead
        signed = datetime.datetime.strptime(call.headers["x-amz-date"], _STAMP).replace(tzinfo=datetime.timezone.utc)
        if abs(now - signed) > _WINDOW:
            call.played.append(self.NAME)
            answer = self._refusal(call, signed, now)
        else:
            self._sign(call)
            answer = forward()
        headers = [header for header in answer.headers if header[0].lower() != "date"]
        return Answer(answer.status, [*headers, ("Date", email.utils.format_datetime(now, usegmt=True))], answer.body)

    def _refusal(self, call: Call, signed: datetime.datetime, now: datetime.datetime) -> Answer:
        if signed < now:
            text = (f"Signature expired: {signed:{_STAMP}} is now earlier than {now - _WINDOW:{_STAMP}} "
                    f"({now:{_STAMP}} - 5 min.)")
        else:
            text = (f"Signature not yet current: {signed:{_STAMP}} is still later than {now + _WINDOW:{_STAMP}} "
                    f"({now:{_STAMP}} + 5 min.)")
        code = "SignatureDoesNotMatch" if call.service in QUERY_SERVICES else "InvalidSignatureException"
        return refusal(call, 400 if call.service == "dynamodb" else 403, code, text)

    def _sign(self, call: Call) -> None:
        # AWSRequest takes the URL as it was sent; the signature encodes the path once more.
        url = f"http://{call.headers['host']}{call.path}" + (f"?{call.query}" if call.query else "")
        kept = {name: value for name, value in call.headers.items()
                if name in ("host", "content-type", "x-amz-target")}
        request = botocore.awsrequest.AWSRequest(call.method, url, headers=kept, data=call.body)
        botocore.auth.SigV4Auth(self.credentials, call.service, self.region).add_auth(request)
        for name in ("authorization", "x-amz-date", "x-amz-content-sha256"):
            call.headers.pop(name, None)
        call.headers |= {name.lower(): value for name, value in request.headers.items()}
