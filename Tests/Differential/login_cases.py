"""The logins that both clients are tested with: the files and the environment of each.

`{server}` stands for the server's URL and `{home}` for the home folder. In a case with a `difference`, this package's
client differs on purpose; `difference` says why.
"""

import dataclasses
import datetime
import hashlib
import json
import os
import pathlib
import pwd

from login_server import time_in


@dataclasses.dataclass
class Case:
    """One login."""

    name: str
    config: str = ""
    credentials: str = ""
    # None unsets a variable.
    environment: dict[str, str | None] = dataclasses.field(default_factory=dict)
    profile: str | None = None
    files: dict[str, str] = dataclasses.field(default_factory=dict)
    # Folders at paths where a client looks for a file.
    folders: list[str] = dataclasses.field(default_factory=list)
    # The files that are executable.
    programs: list[str] = dataclasses.field(default_factory=list)
    answer: str | None = None
    # The server's behaviour: see login_server.py.
    server: str = "ok"
    difference: str = ""


def keys(name: str) -> str:
    """The two lines of a file for a pair of keys."""
    return f"aws_access_key_id = AKIA{name}\naws_secret_access_key = secret-{name}\n"


def variables(name: str, **more: str) -> dict[str, str]:
    """The environment variables for a pair of keys."""
    return {"AWS_ACCESS_KEY_ID": f"AKIA{name}", "AWS_SECRET_ACCESS_KEY": f"secret-{name}"} | more


ENV = variables("ENV")
BASE = "[profile base]\n" + keys("BASE")
ROLE = "role_arn = arn:aws:iam::123456789012:role/deploy\n"
DEPLOY = "[profile deploy]\n" + ROLE
FROM_BASE = DEPLOY + "source_profile = base\n"
WEB = {"AWS_WEB_IDENTITY_TOKEN_FILE": "{home}/jwt", "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/ci"}
JWT = {"jwt": "header.claims.signature"}
WEB_PROFILE = "role_arn = arn:aws:iam::123456789012:role/web\nweb_identity_token_file = {home}/jwt\n"
AGENT = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "{server}/agent?id=1"}
NO_INSTANCE = {"AWS_EC2_METADATA_DISABLED": "true"}
START = "https://corp.awsapps.com/start"
CENTER = f"sso_start_url = {START}\nsso_region = eu-central-1\n"
ACCOUNT = "sso_account_id = 123456789012\nsso_role_name = Developer\n"
SSO = f"[profile sso]\nsso_session = corp\n{ACCOUNT}[sso-session corp]\n{CENTER}"
SSO_OLD = f"[profile sso]\n{ACCOUNT}{CENTER}"


def moment(form: str, minutes: float = 60) -> str:
    """The time that many minutes from now, in the given form."""
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)).strftime(form)


# The form of Python's `str`, and the basic form of ISO 8601.
WRITTEN_BY_PYTHON, BASIC = "%Y-%m-%d %H:%M:%S.%f+00:00", "%Y%m%dT%H%M%SZ"
FORMS = [
    WRITTEN_BY_PYTHON, BASIC, "%Y-%m-%d %H:%M:%S+00:00", "%Y-%m-%dT%H:%M:%S+0000", "%Y-%m-%dT%H:%M:%SUTC",
    "%Y-%m-%d %H:%M:%S GMT", "%Y-%m-%dt%H:%M:%Sz", "%Y%m%d %H%M%S+00", "%Y-%m-%dT%H:%M:%S,%fZ", "%Y-%m-%dT%H:%MZ",
]


def token(
    session: str, minutes: float, refresh: bool = False, registered_minutes: float = 999, form: str = "%Y-%m-%dT%H:%M:%SZ"
) -> dict[str, str]:
    """The file that `aws sso login` writes."""
    content = {"accessToken": "access", "expiresAt": moment(form, minutes), "startUrl": START, "region": "eu-central-1"}
    if refresh:
        content |= {"clientId": "c", "clientSecret": "s", "refreshToken": "r"}
        content |= {"registrationExpiresAt": moment(form, registered_minutes)}
    return {f".aws/sso/cache/{hashlib.sha1(session.encode()).hexdigest()}.json": json.dumps(content)}


# The root folder, relative to the home folder that the password database has for the current user.
ROOT_FROM_HOME = "~/" + "../" * (len(pathlib.Path(pwd.getpwuid(os.getuid()).pw_dir).parts) - 1)
ACCOUNT_NAME = pwd.getpwuid(os.getuid()).pw_name


def process(**printed: object) -> dict[str, str]:
    """A file with the output of a credential process."""
    return {"printed": json.dumps(printed)}


PROC = "[profile p]\ncredential_process = cat {home}/printed\n"
SCRIPT = "[profile p]\ncredential_process = {home}/tool\n"
PRINTED = {"Version": 1, "AccessKeyId": "AKIAPROC", "SecretAccessKey": "secret-proc"}

ORDER = [
    Case("nothing at all", environment=NO_INSTANCE),
    Case("keys in the environment", environment=ENV),
    Case("a session token in the environment", environment=ENV | {"AWS_SESSION_TOKEN": "t"}),
    Case("the token's old name", environment=ENV | {"AWS_SECURITY_TOKEN": "old"}),
    Case("empty variables", environment={"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""} | NO_INSTANCE),
    Case("keys in the environment until later", environment=ENV | {"AWS_CREDENTIAL_EXPIRATION": time_in(60)}),
    Case("keys in the environment for five minutes", environment=ENV | {"AWS_CREDENTIAL_EXPIRATION": time_in(5)}),
    Case("keys in the environment that are over", environment=ENV | {"AWS_CREDENTIAL_EXPIRATION": time_in(-1)}),
    Case("an expiration that is no time", environment=ENV | {"AWS_CREDENTIAL_EXPIRATION": "soon"}),
    Case("an expiration of nobody knows which time zone", environment=ENV | {
        "AWS_CREDENTIAL_EXPIRATION": moment("%Y-%m-%d %H:%M:%S")}),
    *(Case(f"an expiration as {form}, {what}", environment=ENV | {"AWS_CREDENTIAL_EXPIRATION": moment(form, minutes)})
      for form in FORMS for what, minutes in (("later", 60), ("over", -1))),
    Case("half a pair in the environment", credentials="[default]\n" + keys("FILE"),
         environment={"AWS_ACCESS_KEY_ID": "A"}),
    Case("environment before default profile", credentials="[default]\n" + keys("FILE"), environment=ENV),
    Case("environment before AWS_PROFILE", credentials="[p]\n" + keys("FILE"),
         environment=ENV | {"AWS_PROFILE": "p"}),
    Case("a profile named when asking before the environment", credentials="[p]\n" + keys("FILE"), environment=ENV,
         profile="p"),
    Case("AWS_DEFAULT_PROFILE before AWS_PROFILE", credentials="[p]\n" + keys("P") + "[q]\n" + keys("Q"),
         environment={"AWS_DEFAULT_PROFILE": "p", "AWS_PROFILE": "q"}),
    Case("a profile that does not exist", credentials="[p]\n" + keys("P"), profile="q"),
    Case("AWS_PROFILE that does not exist", credentials="[p]\n" + keys("P"), environment={"AWS_PROFILE": "q"}),
    Case("role before web identity", FROM_BASE + BASE, environment=WEB | {"AWS_PROFILE": "deploy"}, files=JWT),
    Case("environment before role", FROM_BASE + BASE, environment=ENV | {"AWS_PROFILE": "deploy"}),
    Case("web identity before keys of the profile", credentials="[default]\n" + keys("FILE"), environment=WEB, files=JWT),
    Case("web identity passed by for a named profile", credentials="[p]\n" + keys("FILE"), environment=WEB, files=JWT,
         profile="p"),
    Case("Identity Center before keys", SSO, "[sso]\n" + keys("FILE"), files=token("corp", 60), profile="sso"),
    Case("credentials file before process", PROC, "[p]\n" + keys("FILE"), files=process(**PRINTED), profile="p"),
    Case("process before keys of the config file", PROC + keys("CONFIG"), files=process(**PRINTED), profile="p"),
    Case("keys of the credentials file before login_session",
         "[profile p]\nlogin_session = arn:aws:iam::123456789012:user/ann\n", "[p]\n" + keys("FILE"), profile="p"),
    Case("login_session before keys of the config file",
         "[profile p]\nlogin_session = arn:aws:iam::123456789012:user/ann\n" + keys("CONFIG"), profile="p"),
    Case("profile before container", credentials="[default]\n" + keys("FILE"), environment=AGENT),
    Case("container before instance", environment=AGENT),
    Case("a named profile without keys, and a container", "[profile p]\nregion = eu-west-1\n", environment=AGENT,
         profile="p"),
]

FILES = [
    Case("keys in the credentials file", credentials="[default]\n" + keys("FILE")),
    Case("keys in the config file", "[default]\n" + keys("CONFIG")),
    Case("both files: the credentials file wins", "[default]\n" + keys("CONFIG"), "[default]\n" + keys("FILE")),
    Case("[profile default] before [default]", "[profile default]\n" + keys("A")),
    Case("a session token in a file", credentials="[default]\n" + keys("FILE") + "aws_session_token = t\n"),
    Case("the token's old name in a file", credentials="[default]\n" + keys("FILE") + "aws_security_token = t\n"),
    Case("a quoted name", '[profile "two words"]\n' + keys("A"), profile="two words"),
    Case("a name in single quotes", "[profile 'two words']\n" + keys("A"), profile="two words"),
    Case("a name of two words without quotes", "[profile two words]\n" + keys("A"), profile="two words"),
    Case("a quoted name in the credentials file is not unquoted", credentials='["p"]\n' + keys("A"), profile="p"),
    Case("a section without `profile` is none in the config file", "[p]\n" + keys("A"), profile="p"),
    Case("`profile` belongs to the name in the credentials file", credentials="[profile p]\n" + keys("A"), profile="p"),
    Case("keys in any case", credentials="[default]\nAWS_Access_Key_ID = A\naws_SECRET_access_key = s\n"),
    Case("comments and blank lines", credentials="# a\n\n[default]\n; b\n" + keys("A") + "# c\n"),
    Case("a comment behind a section", "[profile p] # mine\n" + keys("A"), profile="p"),
    Case("a secret with # and = in it", credentials="[default]\naws_access_key_id = A\naws_secret_access_key = a#b=c\n"),
    Case("nested blocks", "[default]\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n" + keys("A")),
    Case("Windows line ends", credentials="[default]\r\n" + keys("A").replace("\n", "\r\n")),
    Case("no spaces around =", credentials="[default]\naws_access_key_id=A\naws_secret_access_key=s\n"),
    Case("half a pair in a file", credentials="[default]\naws_access_key_id = A\n"),
    Case("half a pair, the rest in the other file", "[default]\naws_secret_access_key = s\n",
         "[default]\naws_access_key_id = A\n"),
    Case("a line that is none", credentials="[default]\nnonsense\n"),
    Case("a line before the first section", credentials=keys("A")),
    Case("an unclosed section", credentials="[default\n" + keys("A")),
    *(Case(f"lines that end with {name}", credentials=text) for name, text in (
        ("CR", "[default]\r" + keys("FILE").replace("\n", "\r")),
        ("LF and CR", "[default]\n\r" + keys("FILE").replace("\n", "\n\r")),
        ("CR and CRLF", "[default]\r\r\n" + keys("FILE").replace("\n", "\r")))),
    *(Case(f"U+{ord(mark):04X} in a comment", credentials=f"# a{mark}b\n[default]\n; c{mark}d\n" + keys("FILE"))
      for mark in "\u2028\u2029\x85\x0b\x0c\x1c\x1d\x1e\x1f"),
    *(Case(f"U+{ord(mark):04X} around a key and its value", credentials=(
        f"[default]\naws_access_key_id{mark}={mark}A{mark}\naws_secret_access_key = s\n"))
      for mark in "\u2028\x85\x0b\x1c\xa0\u3000"),
    Case("a file of sixteen mebibytes", "# " + ("x" * 4093 + "\n# ") * 4096 + "\n[default]\n" + keys("CONFIG")),
    Case("two sections of one profile, of which the later is quoted", "[profile p]\n" + keys("A") + "[profile 'p']\n" + keys("B"),
         profile="p"),
    Case("two sections of one profile, of which the earlier is quoted", "[profile 'p']\n" + keys("A") + "[profile p]\n" + keys("B"),
         profile="p"),
    Case("a folder in the config file's place, and keys in the environment", environment=ENV, folders=[".aws/config"]),
    Case("folders in both files' place, and keys in the environment", environment=ENV,
         folders=[".aws/config", ".aws/credentials"]),
    Case("a folder in the config file's place, and keys in the other", credentials="[default]\n" + keys("FILE"),
         folders=[".aws/config"]),
    Case("a folder in the credentials file's place, and keys in the other", "[default]\n" + keys("CONFIG"),
         folders=[".aws/credentials"]),
    Case("folders in both files' place, and a web identity of the environment", environment=WEB, files=JWT,
         folders=[".aws/config", ".aws/credentials"]),
    Case("a folder in the config file's place, and a profile that is named", environment={"AWS_PROFILE": "p"},
         folders=[".aws/config"]),
    *(Case(f"files named as {path}", environment={"AWS_CONFIG_FILE": path + "/c", "AWS_SHARED_CREDENTIALS_FILE": path + "/d"} | more,
           files={"c": "[profile p]\nregion = eu-west-1\n", "d": "[p]\n" + keys("D")}, profile="p")
      for path, more in (
          ("~", {}), ("$HOME", {}), ("${HOME}", {}), ("$HERE", {"HERE": "{home}"}), ("${HERE}", {"HERE": "~"}),
          ("$NOT_SET", {}), ("~nobody-of-that-name", {}), ("{home}/$A$B", {"A": ".", "B": "/."}),
          (f"~{ACCOUNT_NAME}{ROOT_FROM_HOME[1:]}{{home}}", {}), (ROOT_FROM_HOME + "{home}", {"HOME": None}),
          ("$HOME", {"HOME": None}))),
    Case("files named by variables", environment={"AWS_CONFIG_FILE": "{home}/c", "AWS_SHARED_CREDENTIALS_FILE": "~/d"},
         files={"c": "[profile p]\nregion = eu-west-1\n", "d": "[p]\n" + keys("D")}, profile="p"),
]

ROLES = [
    Case("a role with a source profile", FROM_BASE + BASE, profile="deploy"),
    Case("a role whose source is in the credentials file", FROM_BASE, "[base]\n" + keys("BASE"), profile="deploy"),
    Case("a role in the credentials file", "", "[deploy]\n" + ROLE + "source_profile = base\n[base]\n" + keys("B"),
         profile="deploy"),
    Case("a role with everything", FROM_BASE + "external_id = abc\nduration_seconds = 7200\nrole_session_name = ann\n"
         "mfa_serial = arn:aws:iam::123456789012:mfa/ann\n" + BASE, profile="deploy", answer="123456"),
    Case("a chain of roles", DEPLOY + "source_profile = middle\n[profile middle]\nrole_arn = "
         "arn:aws:iam::123456789012:role/middle\nexternal_id = middle\nsource_profile = base\n" + BASE, profile="deploy"),
    Case("a circle of roles", DEPLOY + "source_profile = a\n[profile a]\nrole_arn = r\nsource_profile = deploy\n",
         profile="deploy"),
    Case("a later circle", DEPLOY + "source_profile = a\n[profile a]\nrole_arn = r\nsource_profile = b\n"
         "[profile b]\nrole_arn = r\nsource_profile = a\n", profile="deploy"),
    Case("a role that is its own source", DEPLOY + "source_profile = deploy\n" + keys("OWN"), profile="deploy"),
    Case("a role that is its own source without keys", DEPLOY + "source_profile = deploy\n", profile="deploy"),
    Case("a source with keys and a role: its keys", DEPLOY + "source_profile = both\n[profile both]\nrole_arn = r\n"
         "source_profile = nowhere\n" + keys("BOTH"), profile="deploy"),
    Case("a source that does not exist", FROM_BASE, profile="deploy"),
    Case("a source without keys", FROM_BASE + "[profile base]\nregion = a\n", profile="deploy"),
    Case("a role without a source", DEPLOY, profile="deploy"),
    Case("a role with two sources", FROM_BASE + "credential_source = Environment\n" + BASE, profile="deploy"),
    Case("credential_source = Environment", DEPLOY + "credential_source = Environment\n", environment=ENV,
         profile="deploy"),
    Case("credential_source = Environment without keys", DEPLOY + "credential_source = Environment\n", profile="deploy"),
    Case("credential_source = EcsContainer", DEPLOY + "credential_source = EcsContainer\n", environment=AGENT,
         profile="deploy"),
    Case("credential_source = Ec2InstanceMetadata", DEPLOY + "credential_source = Ec2InstanceMetadata\n",
         profile="deploy"),
    Case("credential_source in lower case", DEPLOY + "credential_source = environment\n", environment=ENV,
         profile="deploy"),
    Case("credential_source of another name", DEPLOY + "credential_source = Elsewhere\n", environment=ENV, profile="deploy"),
    Case("a source with a login_session", FROM_BASE + "[profile base]\nlogin_session = arn:aws:iam::1:user/ann\n",
         profile="deploy"),
    Case("a source with a process", FROM_BASE + "[profile base]\ncredential_process = cat {home}/printed\n",
         files=process(**PRINTED), profile="deploy"),
    Case("a source with a web identity", FROM_BASE + "[profile base]\n" + WEB_PROFILE, files=JWT, profile="deploy"),
    Case("a source at Identity Center", FROM_BASE.replace("base", "sso") + SSO, files=token("corp", 60),
         profile="deploy"),
    Case("a source does not read the environment's web identity", FROM_BASE + "[profile base]\nregion = a\n",
         environment=WEB, files=JWT, profile="deploy"),
    Case("a role that STS refuses", FROM_BASE + BASE, profile="deploy", server="denied"),
    Case("a role whose keys are over", FROM_BASE + BASE, profile="deploy", server="expired"),
    Case("a role whose keys are soon over", FROM_BASE + BASE, profile="deploy", server="short"),
    Case("a code that is none", FROM_BASE + "mfa_serial = arn:aws:iam::123456789012:mfa/ann\n" + BASE,
         profile="deploy", answer="12 34"),
    Case("a duration that STS does not take", FROM_BASE + "duration_seconds = 60\n" + BASE, profile="deploy"),
]

WEB_IDENTITIES = [
    Case("a web identity of the environment", environment=WEB, files=JWT),
    Case("with a session's name", environment=WEB | {"AWS_ROLE_SESSION_NAME": "run-1"}, files=JWT),
    Case("a web identity of a profile", "[profile web]\n" + WEB_PROFILE, files=JWT, profile="web"),
    Case("each variable before the profile's setting", "[default]\n" + WEB_PROFILE, files=JWT,
         environment={"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/other"}),
    Case("without a role", environment={"AWS_WEB_IDENTITY_TOKEN_FILE": "{home}/jwt"}, files=JWT),
    Case("without the token's file", environment=WEB),
    Case("with a token's file that is empty", environment=WEB, files={"jwt": ""}),
    Case("with a folder in the token file's place", environment=WEB, folders=["jwt"]),
    Case("refused by STS", environment=WEB, files=JWT, server="denied"),
    Case("a role without a token file is none", environment={"AWS_ROLE_ARN": "r"} | NO_INSTANCE),
]

IDENTITY_CENTER = [
    Case("a session", SSO, files=token("corp", 60), profile="sso"),
    Case("the older form", SSO_OLD, files=token(START, 60), profile="sso"),
    Case("a quoted session", SSO.replace("[sso-session corp]", '[sso-session "corp"]'), files=token("corp", 60),
         profile="sso"),
    Case("renewed", SSO, files=token("corp", 5, refresh=True), profile="sso"),
    Case("over and renewed", SSO, files=token("corp", -5, refresh=True), profile="sso"),
    Case("refused to be renewed, still good", SSO, files=token("corp", 5, refresh=True), profile="sso",
         server="unrenewed"),
    Case("refused to be renewed, over", SSO, files=token("corp", -5, refresh=True), profile="sso", server="unrenewed"),
    Case("cannot be renewed, still good", SSO, files=token("corp", 5), profile="sso"),
    Case("cannot be renewed, over", SSO, files=token("corp", -5), profile="sso"),
    Case("registration over", SSO, files=token("corp", -5, refresh=True, registered_minutes=-1), profile="sso"),
    Case("the older form is not renewed", SSO_OLD, files=token(START, -5, refresh=True), profile="sso"),
    Case("nobody logged in", SSO, profile="sso"),
    Case("logged out at the portal", SSO, files=token("corp", 60), profile="sso", server="over"),
    Case("no such role", SSO, files=token("corp", 60), profile="sso", server="denied"),
    Case("a token file that is none", SSO, files={k: "{}" for k in token("corp", 60)}, profile="sso"),
    *(Case(f"a token until {form}, {what}", config, files=token(key, minutes, form=form), profile="sso")
      for form in FORMS for config, key in ((SSO, "corp"), (SSO_OLD, START))
      for what, minutes in (("good", 60), ("over", -1))),
    *(Case(f"a registration until {form}, {what}", SSO, profile="sso",
           files=token("corp", -5, refresh=True, registered_minutes=minutes, form=form))
      for form in FORMS[:2] for what, minutes in (("good", 60), ("over", -1))),
    Case("a token until nobody knows which time zone", SSO, files=token("corp", 60, form="%Y-%m-%d %H:%M:%S"), profile="sso"),
    Case("a session that does not exist", SSO.replace("[sso-session corp]", "[sso-session other]"), profile="sso"),
    Case("settings that disagree", SSO.replace(ACCOUNT, ACCOUNT + "sso_region = us-east-1\n"),
         files=token("corp", 60), profile="sso"),
    Case("settings that are missing", SSO_OLD.replace("sso_region = eu-central-1\n", ""), files=token(START, 60),
         profile="sso"),
    Case("a role's name without an account", SSO.replace("sso_account_id = 123456789012\n", ""),
         files=token("corp", 60), profile="sso"),
    Case("a session without account and role is no login", f"[profile sso]\nsso_session = corp\n[sso-session corp]\n{CENTER}",
         files=token("corp", 60), profile="sso", environment=NO_INSTANCE),
]

PROCESSES = [
    Case("a process", PROC, files=process(**PRINTED), profile="p"),
    Case("a process with a token and an end", PROC,
         files=process(**PRINTED, SessionToken="t", Expiration=time_in(60)), profile="p"),
    Case("a process whose keys are over", PROC, files=process(**PRINTED, Expiration=time_in(-1)), profile="p"),
    Case("a process with an offset", PROC, files=process(**PRINTED, Expiration="2099-01-01T00:00:00+02:00"), profile="p"),
    *(Case(f"a process until {form}, {what}", PROC, files=process(**PRINTED, Expiration=moment(form, minutes)), profile="p")
      for form in FORMS for what, minutes in (("later", 60), ("over", -1))),
    Case("a process until nobody knows which time zone", PROC,
         files=process(**PRINTED, Expiration=moment("%Y-%m-%d %H:%M:%S")), profile="p"),
    Case("a process that is a script", SCRIPT, files={"tool": "#!/bin/sh\ncat printed-by-tool\n".replace(
        "printed-by-tool", "{home}/printed")} | process(**PRINTED), programs=["tool"], profile="p"),
    Case("a process that may not be run", SCRIPT, files={"tool": "#!/bin/sh\ncat {home}/printed\n"} | process(**PRINTED),
         profile="p"),
    Case("a process without a first line that names what runs it", SCRIPT,
         files={"tool": "cat {home}/printed\n"} | process(**PRINTED), programs=["tool"], profile="p"),
    Case("a process whose first line names what is not there", SCRIPT,
         files={"tool": "#!/nowhere/sh\ncat {home}/printed\n"} | process(**PRINTED), programs=["tool"], profile="p"),
    Case("a process whose lines end as on Windows", SCRIPT,
         files={"tool": "#!/bin/sh\r\ncat {home}/printed\r\n"} | process(**PRINTED), programs=["tool"], profile="p"),
    Case("a process that is a folder", SCRIPT, folders=["tool"], profile="p"),
    Case("a process with quoted arguments", "[profile p]\ncredential_process = cat \"{home}/two words\"\n",
         files={"two words": json.dumps(PRINTED)}, profile="p"),
    Case("a process with a backslash", "[profile p]\ncredential_process = cat {home}/two\\ words\n",
         files={"two words": json.dumps(PRINTED)}, profile="p"),
    Case("no shell sees the command", "[profile p]\ncredential_process = cat {home}/printed; true\n",
         files=process(**PRINTED), profile="p"),
    Case("an unclosed quotation", "[profile p]\ncredential_process = cat '{home}/printed\n", profile="p"),
    Case("a process that fails", "[profile p]\ncredential_process = false\n", profile="p"),
    Case("a process that is not there", "[profile p]\ncredential_process = /nowhere/tool\n", profile="p"),
    Case("a process without a version", PROC, files=process(AccessKeyId="A", SecretAccessKey="s"), profile="p"),
    Case("a process with a later version", PROC, files=process(**PRINTED | {"Version": 2}), profile="p"),
    Case("a process without a secret", PROC, files=process(Version=1, AccessKeyId="A"), profile="p"),
    Case("a process that prints no JSON", PROC, files={"printed": "keys"}, profile="p"),
]

MACHINES = [
    Case("a container", environment=AGENT),
    Case("a container with a token", environment=AGENT | {"AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic x"}),
    Case("a container with a token file", files={"t": "Bearer y"}, environment=AGENT | {
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic x", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "{home}/t"}),
    Case("a container's token with a line break", files={"t": "Bearer\ny"},
         environment=AGENT | {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "{home}/t"}),
    Case("a container's token file that is gone",
         environment=AGENT | {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "{home}/t"}),
    Case("a container's agent elsewhere", environment={"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://192.0.2.1/agent"}),
    Case("a container's agent that fails", environment=AGENT, server="failing"),
    Case("a container's agent that answers nonsense", environment=AGENT, server="garbage"),
    Case("a container's keys that are over", environment=AGENT, server="expired"),
    Case("an instance"),
    Case("an instance after a profile without keys", "[default]\nregion = eu-west-1\n"),
    Case("an instance whose metadata is switched off", environment=NO_INSTANCE),
    Case("an instance without a role", server="roleless"),
    Case("an instance's address that answers with errors", server="failing"),
    Case("an instance whose keys are late", server="expired"),
    Case("a mode that is none", environment={"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv5"}),
]

DIFFERENT = [
    Case("the new name of the token before the old", environment=ENV | {
        "AWS_SESSION_TOKEN": "new", "AWS_SECURITY_TOKEN": "old"},
        difference="AWS_SESSION_TOKEN is the name that AWS documents; botocore reads the old one first."),
    Case("a secret without an id", credentials="[default]\n" + keys("FILE"),
         environment={"AWS_SECRET_ACCESS_KEY": "s"},
         difference="Half a pair is a mistake; botocore goes on to another identity."),
    Case("white space in a secret", credentials="[default]\naws_access_key_id = A\naws_secret_access_key = s # mine\n",
         difference="A secret with a comment behind it would only be refused by AWS, as a wrong signature."),
    Case("a duration that is no number", FROM_BASE + "duration_seconds = soon\n" + BASE, profile="deploy",
         difference="botocore silently asks for an hour instead."),
    Case("a line break behind the token", environment=WEB, files={"jwt": JWT["jwt"] + "\n"},
         difference="Editors and shells put it there; STS takes no token with it."),
    Case("an empty AWS_WEB_IDENTITY_TOKEN_FILE", "[default]\n" + WEB_PROFILE, files=JWT,
         environment={"AWS_WEB_IDENTITY_TOKEN_FILE": ""} | NO_INSTANCE,
         difference="An empty variable is one that is not set, as AWS's reference has it."),
    Case("an instance that is not trusted with its role", server="untrusted",
         difference="What is set up and broken is reported; botocore says that there is nothing."),
    Case("an instance with the first version of the metadata", server="old",
         difference="Anything that can make a request may read it; AWS's newer SDKs have left it too."),
    Case("a section written twice", credentials="[default]\n" + keys("A") + "[default]\n" + keys("B"),
         difference="It is merged, as other SDKs do; botocore refuses the file."),
    Case("a container's token file that is empty", files={"t": ""},
         environment=AGENT | {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "{home}/t"},
         difference="An empty token is a mistake; botocore sends it."),
    *(Case(f"a token's file named as {path}/jwt", environment=WEB | {"AWS_WEB_IDENTITY_TOKEN_FILE": path + "/jwt"},
           files=JWT, difference="It is replaced in the paths of the shared files, so it is in every path.")
      for path in ("~", "$HOME")),
    Case("a container's token file named as ~/t", files={"t": "Bearer y"},
         environment=AGENT | {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "~/t"},
         difference="It is replaced in the paths of the shared files, so it is in every path."),
    Case("folders in both files' place, and a container", environment=AGENT, folders=[".aws/config", ".aws/credentials"],
         difference="The keys that are meant may be what should be there; botocore takes another identity."),
    Case("a folder in the config file's place, and nothing else", environment=NO_INSTANCE, folders=[".aws/config"],
         difference="What exists and cannot be read is reported; botocore says that there is nothing."),
    *(Case(f"keys in {name} quotes", credentials=f"[default]\naws_access_key_id = A\naws_secret_access_key = {mark}s{mark}\n",
           difference="No key has a quote; AWS would refuse it as a wrong signature.")
      for name, mark in (("single", "'"), ("double", '"'))),
    *(Case(f"an expiration as {form}", environment=ENV | {"AWS_CREDENTIAL_EXPIRATION": moment(form)},
           difference="Nothing writes a login's end so; botocore's library reads almost any text as a time.")
      # Not day and month as two numbers: botocore's library takes the first for the month, until the 12th of each month.
      for form in ("%a, %d %b %Y %H:%M:%S GMT", "%Y/%m/%d %H:%M:%SZ", "%d %B %Y %H:%M:%SZ")),
    Case("a colon in place of =", credentials="[default]\naws_access_key_id: A\naws_secret_access_key: s\n",
         difference="AWS's grammar has none; it is Python's own."),
]

CASES = ORDER + FILES + ROLES + WEB_IDENTITIES + IDENTITY_CENTER + PROCESSES + MACHINES + DIFFERENT
