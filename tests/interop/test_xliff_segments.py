"""Segments as XLIFF: Translate Toolkit and xmllint read what we write, and we read what Translate Toolkit writes."""

import io
import shutil
import subprocess

import pytest
from translate.storage import tmx, xliff, xliff2

from conftest import baixiao, need
from reference import ROOT
from test_schemas import SYMFONY
from written import PAIRS

STORES = {"xliff1": xliff.Xliff1File, "xliff2": xliff2.Xliff2File}
FIXTURES = ROOT / "tests/fixtures/bitext"


def memory(folder):
    """A memory of Translate Toolkit's."""
    store = tmx.tmxfile(sourcelanguage="en", targetlanguage="ko")
    for source, target in PAIRS:
        store.addsourceunit(source).target = target
    file = folder / "memory.tmx"
    with open(file, "wb") as out:
        store.serialize(out)
    return file


def loaded(store, file, **languages):
    with open(file, "rb") as bytes:
        return [(unit.source, unit.target) for unit in store(bytes, **languages).units]


@pytest.mark.parametrize("name", STORES)
def test_written(tmp_path, name):
    file = tmp_path / "written.xlf"
    baixiao("convert", memory(tmp_path), file, "--to", name, "--source", "en", "--target", "ko")
    assert loaded(STORES[name], file) == PAIRS


@pytest.mark.parametrize("name", STORES)
def test_read(tmp_path, name):
    store = STORES[name]()
    store.setsourcelanguage("en")
    store.settargetlanguage("ko")
    for source, target in PAIRS:
        store.addsourceunit(source).target = target
    written = io.BytesIO()
    store.serialize(written)
    (tmp_path / "toolkit.xlf").write_bytes(written.getvalue())
    baixiao("convert", tmp_path / "toolkit.xlf", tmp_path / "back.tmx")
    assert loaded(tmx.tmxfile, tmp_path / "back.tmx", sourcelanguage="en", targetlanguage="ko") == PAIRS


@pytest.fixture(scope="module")
def schemas(tmp_path_factory):
    need("xmllint")
    need("xliff-schema")
    folder = tmp_path_factory.mktemp("schemas")
    copies = folder / "informativeCopiesOf3rdPartySchemas/w3c"
    copies.mkdir(parents=True)
    shutil.copy(SYMFONY / "xml.xsd", copies)
    shutil.copy(SYMFONY / "xliff-core-2.0.xsd", folder / "xliff2.xsd")
    strict = (SYMFONY / "xliff-core-1.2-strict.xsd").read_text(encoding="utf-8")
    here = "informativeCopiesOf3rdPartySchemas/w3c/xml.xsd"
    (folder / "xliff1.xsd").write_text(strict.replace("http://www.w3.org/2001/xml.xsd", here), encoding="utf-8")
    return folder


#: What is written, and its languages.
READ = {
    "memory": ("en", "ko"),
    "xliff1/codes.xlf": ("en", "ko"),
    "xliff1/plain.xlf": ("en-US", "zh-CN"),
    "xliff1/segmented.xlf": ("en", "ko"),
    "xliff2/plain.xlf": ("en", "zh-TW"),
}


@pytest.mark.parametrize("name", STORES)
@pytest.mark.parametrize("read", READ)
def test_valid(tmp_path, schemas, name, read):
    file = memory(tmp_path) if read == "memory" else FIXTURES / read
    written = tmp_path / "written.xlf"
    source, target = READ[read]
    baixiao("convert", file, written, "--to", name, "--source", source, "--target", target)
    done = subprocess.run(
        ["xmllint", "--nonet", "--noout", "--schema", schemas / f"{name}.xsd", written],
        capture_output=True, encoding="utf-8", check=False,
    )
    assert done.returncode == 0, done.stderr[:2000]
