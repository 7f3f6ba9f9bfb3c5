"""What the recipes for hosting name exists in the program, and their scripts do what they say."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from engagement import cli
from engagement.app.who import hosting
from engagement.store import open_workspace
from engagement.store.upkeep.backup import MARK
from tests.store import shop

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
FILES = [f for f in DEPLOY.iterdir() if f.is_file() and f.name not in {".env", "requirements.txt"}]
VARIABLE = re.compile(r"\bENGAGEMENT_[A-Z_]*[A-Z]\b")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return read


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (DEPLOY / "Dockerfile").read_text()


def named(text: str) -> set[str]:
    return {name.removesuffix("_FILE") for name in VARIABLE.findall(text)}


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_variable_that_a_recipe_names_is_read_by_the_program(file: Path):
    code = "\n".join(f.read_text() for f in (ROOT / "engagement").rglob("*.py"))
    # `hosting` names some by their ending.
    known = named(code) | {f"ENGAGEMENT_{n}" for n in re.findall(r'"((?:OIDC|PROXY)_[A-Z_]+)"', code)}
    assert named(file.read_text()) <= known


def test_every_secret_that_comes_as_a_file_is_taken_from_it(compose: dict[str, Any]):
    taken = set((DEPLOY / "entrypoint.sh").read_text().split())
    for name in ("app-1", "backup"):
        given = {k for k in compose["services"][name]["environment"] if k.endswith("_FILE")}
        assert given
        assert {k.removesuffix("_FILE") for k in given} <= {word.rstrip(";") for word in taken}


def test_every_secret_and_volume_that_a_service_uses_is_declared_and_made(compose: dict[str, Any]):
    prepared = re.findall(r"^put (\w+)", (DEPLOY / "prepare.sh").read_text(), re.MULTILINE)
    assert set(compose["secrets"]) == set(prepared)
    for service in compose["services"].values():
        assert set(service.get("secrets", [])) <= set(compose["secrets"])
        mounted = [v.split(":")[0] for v in service.get("volumes", []) if isinstance(v, str)]
        assert {v for v in mounted if not v.startswith(".")} <= set(compose["volumes"])
        assert set(service.get("networks", [])) <= set(compose["networks"])


def test_the_servers_environment_is_one_that_the_server_starts_with(compose: dict[str, Any]):
    given = {"ENGAGEMENT_HOST": "engagement.example.com", "ENGAGEMENT_OWNERS": "you@example.com"}
    environment = {
        name.removesuffix("_FILE"): given.get(name, re.sub(r"\$\{\w+:-(.*?)\}", r"\1", str(value)))
        for name, value in compose["services"]["app-1"]["environment"].items()
    } | {"ENGAGEMENT_SECRET": "q7Rk2Vn9Xw4Lp8Zt3Bs6Md1Hf5Jc0Gy-"}
    standing = hosting.from_environment(environment, "0.0.0.0")  # noqa: S104 - what the image listens on
    assert (standing.login, standing.site) == ("oidc", "https://engagement.example.com")
    assert standing.owners == {"you@example.com"}


def test_nothing_runs_as_root_or_writes_where_it_should_not(compose: dict[str, Any], dockerfile: str):
    assert re.search(r"^USER 10001:10001$", dockerfile, re.MULTILINE)
    for name, service in compose["services"].items():
        assert service["read_only"], name
    for name in ("app-1", "app-2", "backup"):
        service = compose["services"][name]
        assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    assert "ports" not in compose["services"]["database"]


def test_what_the_image_copies_is_there_and_let_through(dockerfile: str):
    let_through = set(re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text(), re.MULTILINE))
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE)
        for source in line.split()[:-1]
        if not source.startswith("--")
    }
    assert copied == let_through
    assert all((ROOT / source).exists() for source in copied)


def test_the_image_serves_checks_and_listens_on_one_port(compose: dict[str, Any], dockerfile: str):
    command = re.findall(r'^CMD \["engagement", (.+)\]$', dockerfile, re.MULTILINE)
    options = cli.parser().parse_args([word.strip(' "') for word in command[0].split(",")])
    assert (options.host, options.port, options.data_dir) == ("0.0.0.0", 8501, Path("/data"))  # noqa: S104
    assert "EXPOSE 8501" in dockerfile
    assert "http://127.0.0.1:8501/readyz" in dockerfile
    caddyfile = (DEPLOY / "Caddyfile").read_text()
    upstreams = re.findall(r"reverse_proxy (.+) \{", caddyfile)[0].split()
    assert {u.partition(":")[0] for u in upstreams} <= set(compose["services"])
    assert {u.partition(":")[2] for u in upstreams} == {"8501"}
    routes = (ROOT / "engagement" / "app" / "web" / "routes.py").read_text()
    assert 'Route("/readyz"' in routes


def test_the_image_has_every_extra_that_hosting_needs():
    locked = (DEPLOY / "requirements.txt").read_text()
    for package in ("psycopg-binary", "s3fs", "authlib", "streamlit", "alembic", "flit-core"):
        assert re.search(rf"^{package}==.* \\$", locked, re.MULTILINE), package
    assert "://" not in locked


@pytest.mark.parametrize("page", ["README.md", "RESTORE.md"])
def test_every_command_that_a_page_tells_is_one(page: str):
    text = (DEPLOY / page).read_text().replace("\\\n", " ")
    result = re.findall(r"engagement ((?:invite|backup|restore|serve) [^`\n]+)", text)
    assert result
    for command in result:
        cli.parser().parse_args(command.split())


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda f: f.name)
def test_every_script_is_sound_and_may_be_run(script: Path):
    subprocess.run(["sh", "-n", script], check=True)
    assert os.access(script, os.X_OK)


def test_the_entrypoint_takes_secrets_from_files(tmp_path: Path):
    (tmp_path / "url").write_text("postgresql+psycopg://a:b$c@d/e\n")
    environment = {"PATH": os.environ["PATH"], "ENGAGEMENT_DATABASE_URL_FILE": str(tmp_path / "url")}
    ran = subprocess.run(
        [DEPLOY / "entrypoint.sh", "env"], env=environment, capture_output=True, text=True, check=True
    )
    assert "ENGAGEMENT_DATABASE_URL=postgresql+psycopg://a:b$c@d/e\n" in ran.stdout
    assert "_FILE" not in ran.stdout


def test_the_nights_script_backs_up_and_lets_go_of_what_is_old(tmp_path: Path):
    shop.add(open_workspace(tmp_path / "data"), "a.csv", {"orders": shop.orders([1])})
    backups = tmp_path / "backups"
    backups.mkdir()
    for name in ("engagement-2020-01-01.tar", "engagement-2030-01-01.tar", "mine-2020.tar"):
        (backups / name).touch()
    for name in ("engagement-2020-01-01.tar", "mine-2020.tar"):
        os.utime(backups / name, (0, 0))
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "DATA_DIR": str(tmp_path / "data"),
        "BACKUP_DIR": str(backups),
    }
    subprocess.run([DEPLOY / "backup.sh", "now"], env=environment, check=True, capture_output=True)
    left = {f.name for f in backups.iterdir()}
    assert left >= {"engagement-2030-01-01.tar", "mine-2020.tar"}
    assert "engagement-2020-01-01.tar" not in left
    (made,) = left - {"engagement-2030-01-01.tar", "mine-2020.tar"}
    assert MARK.encode() in (backups / made).read_bytes()


def test_secrets_are_made_once_and_differ(tmp_path: Path):
    for name in ("prepare.sh", "example.env"):
        shutil.copy(DEPLOY / name, tmp_path / name)
    listed = []
    for _ in range(2):
        subprocess.run([tmp_path / "prepare.sh", "from the provider"], check=True, capture_output=True)
        listed.append({f.name: f.read_text() for f in (tmp_path / "secrets").iterdir()})
    assert listed[0] == listed[1]
    assert len(listed[0]["engagement_secret"]) == 48
    assert listed[0]["database_password"] in listed[0]["database_url"]
    assert listed[0]["oidc_client_secret"] == "from the provider"  # noqa: S105 - it is none
    assert (tmp_path / "secrets").stat().st_mode & 0o077 == 0
    hosting.from_environment({"ENGAGEMENT_SECRET": listed[0]["engagement_secret"]}, "127.0.0.1")


def test_caddy_reads_its_file():
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("Caddy is not installed")
    command = [caddy, "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    environment = {**os.environ, "ENGAGEMENT_HOST": "engagement.example.com"}
    subprocess.run(command, env=environment, check=True, capture_output=True)


#: The user of the containers (Dockerfile), and how compose runs it: without one capability, for good.
ID = 10001
_AS_COMPOSE = (
    "setpriv", f"--reuid={ID}", f"--regid={ID}", "--clear-groups", "--bounding-set=-all", "--inh-caps=-all",
    "--no-new-privs",
)  # fmt: skip


def steps_of(page: str) -> list[str]:
    """The commands that a page tells to run in a container of the service `backup`."""
    text = (DEPLOY / page).read_text().replace("\\\n", " ")
    return re.findall(r"compose\.yaml run --rm .*? backup +(engagement [^`\n]+)", text)


@pytest.fixture
def volumes() -> Iterator[Path]:
    """/data, /keys, /backups and keys-only as an engine and the README make them."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("the recipes are carried out with the containers' ids where one is root, with setpriv")
    folder = Path(tempfile.mkdtemp(prefix="engagement-recipes-"))
    folder.chmod(0o755)
    for name in ("data", "keys", "backups", "keys-only", "tmp"):
        (folder / name).mkdir(mode=0o700)
        os.chown(folder / name, ID, ID)
    yield folder
    shutil.rmtree(folder)


def carried_out(step: str, volumes: Path) -> subprocess.CompletedProcess[str]:
    """Run a step with the rights that compose gives, its volumes being folders."""
    words = [
        str(volumes / word.lstrip("/")) if word.startswith(("/data", "/keys", "/backups")) else word
        for word in step.split()
    ]
    environment = {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "ENGAGEMENT_KEYS_DIR": str(volumes / "keys"),
        "TMPDIR": str(volumes / "tmp"),
        "HOME": str(volumes / "tmp"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return subprocess.run(
        [*_AS_COMPOSE, *words], env=environment, cwd="/", capture_output=True, text=True, check=False
    )


@pytest.mark.gate
def test_the_recipes_of_backup_and_restore_work_with_the_rights_that_compose_gives(volumes: Path):
    invited = carried_out("engagement invite ann@example.com --role owner --data-dir /data", volumes)
    if invited.returncode and "Permission" in invited.stderr:
        pytest.skip("the containers' user cannot read this checkout")
    assert invited.returncode == 0, invited.stderr
    (backup,) = steps_of("README.md")
    saved = carried_out(backup, volumes)
    assert saved.returncode == 0, saved.stderr
    assert {f.name for f in (volumes / "keys-only").iterdir()} == {"keys.json"}
    assert list((volumes / "tmp").iterdir()) == []
    for name in ("data", "keys"):  # the machine is lost
        shutil.rmtree(volumes / name)
        (volumes / name).mkdir(mode=0o700)
        os.chown(volumes / name, ID, ID)
    (restore,) = steps_of("RESTORE.md")
    restored = carried_out(re.sub(r"/backups/\S+", "/backups/first.tar", restore), volumes)
    assert restored.returncode == 0, restored.stderr
    assert "Workspaces: 1;" in restored.stdout


def test_no_recipe_needs_rights_that_compose_takes_away(compose: dict[str, Any]):
    assert compose["services"]["backup"]["cap_drop"] == ["ALL"]
    for page in DEPLOY.glob("*.md"):
        assert "--user root" not in page.read_text(), page.name


@pytest.mark.parametrize("step", ["the image is built", "compose starts", "Caddy fetches a certificate"])
def test_what_only_an_engine_can_carry_out(step: str):
    pytest.skip(f"not carried out, there is no container engine here: {step}")
