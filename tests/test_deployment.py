"""The files of a server say what the program knows, and the programs they are for read them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dashboard.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
NAMES = [f"SAMMACHIP_{name.upper()}" for name in Settings.__dataclass_fields__]


@pytest.mark.parametrize("path", sorted(DEPLOY.iterdir()), ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    assert set(re.findall(r"SAMMACHIP_[A-Z_]+", path.read_text(encoding="utf-8"))) <= set(NAMES)
    assert f"deploy/{path.name}" in (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")


def test_the_proxy_lets_through_what_the_dashboard_reads() -> None:
    (limit,) = re.findall(r"client_max_body_size (\d+)m;", (DEPLOY / "nginx.conf").read_text(encoding="utf-8"))
    assert Settings().upload_mb < int(limit) < 1.1 * Settings().upload_mb


def test_what_the_image_copies_first_is_there_and_no_register_gets_in() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    (first,) = re.findall(r"^COPY (.+) \./$", text, re.MULTILINE)
    assert all((ROOT / name).is_file() for name in first.split())
    left_out = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {"data/store", "data/people.json", ".streamlit/secrets.toml"} <= set(left_out)


@pytest.mark.skipif(shutil.which("nginx") is None or shutil.which("openssl") is None, reason="no nginx here")
def test_nginx_reads_its_example(tmp_path: Path) -> None:
    key, certificate = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=a",
                    "-keyout", key, "-out", certificate], check=True, capture_output=True)  # fmt: skip
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("/etc/ssl/sammachip", str(tmp_path))
    whole = f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ access_log off; {site} }}"
    (tmp_path / "nginx.conf").write_text(
        whole.replace("listen 443", "listen 8443").replace("listen 80;", "listen 8080;")
    )
    done = subprocess.run(
        ["nginx", "-t", "-p", tmp_path, "-c", tmp_path / "nginx.conf"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "warn" not in done.stderr


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("name", ["sammachip@.service", "sammachip-lake.service"])
def test_systemd_reads_the_unit(tmp_path: Path, name: str) -> None:
    unit = (DEPLOY / name).read_text(encoding="utf-8").replace("EnvironmentFile=/", "EnvironmentFile=-/")
    there = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", unit, flags=re.MULTILINE)
    unit_of_one = tmp_path / name.replace("@", "@8502")
    unit_of_one.write_text(there, encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", unit_of_one], capture_output=True, text=True)
    assert (done.returncode, [line for line in done.stderr.splitlines() if "sammachip" in line]) == (0, [])
