"""What all tools share: the program, and what became of installing them."""

import functools
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from reference import GLOSSARIES, ROOT, Glossary

pytest.register_assert_rewrite("pairs", "written")

CACHE = Path(os.environ["INTEROP_CACHE"])
BAIXIAO = os.environ["INTEROP_BAIXIAO"]


def need(tool: str):
    """Goes on if `tool` is there. In CI only a registry that cannot be reached excuses its absence."""
    missing = CACHE / "missing" / tool
    if missing.exists():
        reason = f"{tool}: {missing.read_text().strip()}"
        if os.environ.get("CI") == "true" and "unreachable:" not in reason:
            pytest.fail(reason)
        pytest.skip(reason)


@dataclass
class Run:
    code: int
    out: str
    #: What was said of losses.
    told: str


def baixiao(*arguments) -> Run:
    done = subprocess.run(
        [ROOT / BAIXIAO, *map(str, arguments)], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode < 2, f"baixiao {' '.join(map(str, arguments))}: {done.stderr}"
    return Run(done.returncode, done.stdout, done.stderr)


@dataclass
class Exported:
    path: Path
    #: What was said of losses.
    told: str

    def reported(self) -> set[str]:
        """The ids of the concepts that were said to be dropped or merged, wholly or in part."""
        found = set()
        for paragraph in re.findall(r"^(?:dropped|merged): .*\n((?:  .*\n?)+)", self.told, re.MULTILINE):
            line = " ".join(paragraph.split())
            found |= set(re.findall(r"(?:^|, )([a-z0-9-]+)(?= \(|, |$)", line))
        return found

    def text(self) -> str:
        # newline="" keeps the ends of lines as they are.
        with open(self.path, encoding="utf-8", newline="") as file:
            return file.read()


@pytest.fixture(scope="session")
def export(tmp_path_factory):
    """Exports a glossary, once: `export(glossary, "omegat", "en", "ko", extension="txt")`."""
    folder = tmp_path_factory.mktemp("exports")

    @functools.cache
    def run(name: str, path: str, target: str, source, into, extension) -> Exported:
        file = folder / f"{name}-{target}-{source}-{into}.{extension}"
        pair = ["--source", source, "--target", into] if source else []
        done = baixiao("export", "-g", path, "--for", target, *pair, "-o", file)
        return Exported(file, done.told)

    def export(glossary: Glossary, target: str, source=None, into=None, *, extension) -> Exported:
        return run(glossary.name, glossary.path, target, source, into, extension)

    return export


def pytest_generate_tests(metafunc):
    """Every test runs with each glossary; one that asks for a pair, with each pair of its languages."""
    if "pair" in metafunc.fixturenames:
        cases = [(glossary, pair) for glossary in GLOSSARIES for pair in glossary.pairs()]
        metafunc.parametrize("glossary, pair", cases, ids=[f"{one.name}-{'-'.join(pair)}" for one, pair in cases])
    elif "glossary" in metafunc.fixturenames:
        metafunc.parametrize("glossary", GLOSSARIES, ids=lambda glossary: glossary.name)
