"""The smallest program that can be deployed, for tests that deploy often and never visit."""

import pathlib
import platform
import struct

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
