"""The command line of the local AWS: see `scripts/local-aws --help`."""

import argparse
import os
import sys

from demo_page import DemoPage
from local_aws import ACCOUNT, DEFAULT_PORT, REGION, LocalAWS, LocalAWSError

HELP = """\
A local AWS on this machine: MiniStack, on the loopback interface alone, with
signatures and IAM checked. Needs no account and no container.

  start        starts it and makes an administrator's keys for it
  stop         ends it and the functions that it runs, and the demo's page
  reset        empties it; the keys are new ones then
  status       says whether it runs, and where; exit code 1 when it does not
  environment  how to use it from a shell
"""


def default_port() -> int:
    """The port from the environment, or the default port."""
    text = os.environ.get("COUNTER_LOCAL_AWS_PORT", str(DEFAULT_PORT))
    if not text.isdecimal() or int(text) > 65535:
        raise LocalAWSError(f"COUNTER_LOCAL_AWS_PORT is {text!r}; it must be a port from 0 (any free one) to 65535.")
    return int(text)


def port_number(text: str) -> int:
    """Parses the port of the command line."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a number from 0 (any free one) to 65535")
    return int(text)


def run(arguments: argparse.Namespace, aws: LocalAWS) -> int:
    """Runs one command; returns the exit code."""
    relative = os.path.relpath(aws.environment_file)
    if arguments.command == "start":
        started = aws.start(default_port() if arguments.port is None else arguments.port)
        print(f"The local AWS {'answers' if started else 'is running already'} at {aws.endpoint}", flush=True)
    elif arguments.command == "stop":
        if DemoPage().stop():
            print("The demo's page has ended.")
        print("The local AWS has stopped." if aws.stop() else "The local AWS was not running.")
    elif arguments.command == "reset":
        aws.reset()
        print(f"The local AWS is empty; it has new keys, so source {relative} again.")
    elif arguments.command == "status":
        state = aws.state()
        if state is None:
            print("The local AWS is not running.")
            return 1
        print(f"The local AWS answers at {aws.endpoint} (process {state['pid']}, region {REGION}, account {ACCOUNT}).")
        print(f"Its log is {os.path.relpath(aws.log)}")
    else:
        print(f"The local AWS answers at {aws.endpoint}\nTo use it from this shell:\n\n    . {relative}\n")
    return 0


def main() -> int:
    """Parses the arguments and runs the command; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="scripts/local-aws", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=["start", "stop", "reset", "status", "environment"])
    parser.add_argument("--port", type=port_number, help=f"for start: the port (COUNTER_LOCAL_AWS_PORT, or "
                        f"{DEFAULT_PORT}); 0 takes any free one")
    try:
        return run(parser.parse_args(), LocalAWS())
    except (LocalAWSError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
