"""Lets a look at AWS find nothing."""

import contextlib

import botocore.exceptions

MISSING = {"ResourceNotFoundException", "NoSuchEntity"}


@contextlib.contextmanager
def missing_is_fine():
    """Within the block, a missing resource is no error."""
    try:
        yield
    except botocore.exceptions.ClientError as error:
        if error.response["Error"]["Code"] not in MISSING:
            raise
