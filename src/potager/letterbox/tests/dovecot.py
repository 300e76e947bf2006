"""Dovecot, with a configuration and a mailbox of its own, for one test."""

import getpass
import grp
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from imaplib import IMAP4
from pathlib import Path

import pytest

PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
IS_HERE = Path(PROGRAM).exists() and Path("/usr/lib/dovecot/imap").exists()
CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


class Dovecot:
    """A real IMAP server on the loopback: `start` and `stop` it at its one port."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="dv-", dir="/tmp"))  # names of sockets are short
        self._folder.chmod(0o755)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self._write()

    @property
    def url(self) -> str:
        return f"imap://potager:secret@127.0.0.1:{self.port}/INBOX"

    def _write(self) -> None:
        """As root, mail belongs to nobody; otherwise everything runs as whoever runs the tests."""
        is_root = os.geteuid() == 0
        owner = pwd.getpwnam("nobody" if is_root else getpass.getuser())
        group = grp.getgrgid(owner.pw_gid).gr_name
        mail = self._folder / "mail"
        mail.mkdir()
        os.chown(mail, owner.pw_uid, owner.pw_gid)
        told = CONFIGURATION.format(
            folder=self._folder, port=self.port, uid=owner.pw_uid, gid=owner.pw_gid,
            internal="dovecot" if is_root else owner.pw_name,
            internal_group="dovecot" if is_root else group,
            login="dovenull" if is_root else owner.pw_name,
        )  # fmt: skip
        (self._folder / "dovecot.conf").write_text(told)

    def start(self) -> None:
        command = [PROGRAM, "-F", "-c", str(self._folder / "dovecot.conf")]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 20
        while True:
            try:
                self.client().logout()
                return
            except (OSError, IMAP4.error):
                if time.monotonic() > until:
                    if "Operation not permitted" in self.log():
                        pytest.skip("dovecot may not become another user on this machine")
                    raise RuntimeError(self.log()) from None
                time.sleep(0.05)

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def remove(self) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def log(self) -> str:
        file = self._folder / "log"
        return file.read_text() if file.exists() else ""

    def client(self) -> IMAP4:
        client = IMAP4("127.0.0.1", self.port, timeout=20)
        client.login("potager", "secret")
        return client

    def put(self, raw: bytes) -> None:
        """A mail arrives in the mailbox."""
        client = self.client()
        assert client.append("INBOX", "", "", raw)[0] == "OK"
        client.logout()

    def count(self, folder: str) -> int:
        """How many mails are in a folder."""
        client = self.client()
        status, data = client.select(f'"{folder}"', readonly=True)
        client.logout()
        return int(data[0] or 0) if status == "OK" else 0
