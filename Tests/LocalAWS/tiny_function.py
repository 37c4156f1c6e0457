"""Programs that are deployed and never visited: the smallest one for tests that deploy often, and one put there by hand."""

import io
import pathlib
import platform
import struct
import zipfile

#: ELF's machine numbers for Lambda's processors.
_MACHINES = {"x86_64": 62, "aarch64": 183, "arm64": 183}


def write_tiny_function(folder: pathlib.Path) -> pathlib.Path:
    """Writes a static, empty Linux program for this machine's processor; returns its path."""
    identification = b"\x7fELF" + bytes([2, 1, 1]) + bytes(9)
    # elf(5): type EXEC, machine, version, entry, tables' offsets, flags, then sizes and counts.
    header = struct.pack(
        "<HHIQQQIHHHHHH", 2, _MACHINES[platform.machine()], 1, 0, 0, 0, 0, 64, 56, 0, 64, 0, 0)
    file = folder / "TinyFunction"
    file.write_bytes(identification + header)
    file.chmod(0o755)
    return file


def other_code() -> bytes:
    """A zip with other code."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("bootstrap")
        entry.external_attr = 0o100755 << 16
        archive.writestr(entry, "#!/bin/sh\nexit 1\n")
    return buffer.getvalue()
