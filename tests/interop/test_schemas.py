"""xmllint holds our XML against the schemas that other packages bring along."""

import shutil
import subprocess
import zipfile

import pytest
from lxml import etree

from conftest import CACHE, need
from reference import ROOT

JAR = "/usr/share/omegat/OmegaT.jar"
SYMFONY = CACHE / "xliff/usr/share/php/Symfony/Component/Translation/Resources/schemas"
SCHEMAS = ROOT / "tests/interop/schemas"

#: Elements of TBX whose type is a data category.
CATEGORIES = {"admin", "descrip", "ref", "termNote", "transac", "transacNote", "xref"}
MIN = {"administrativeStatus", "customerSubset", "externalCrossReference", "partOfSpeech", "subjectField"}
BASIC = MIN | {
    *("context", "crossReference", "definition", "geographicalUsage", "grammaticalGender", "projectSubset"),
    *("responsibility", "source", "termLocation", "termType", "transactionType", "xGraphic"),
}
LINGUIST = BASIC | {"grammaticalNumber", "reading", "readingNote", "register", "transferComment"}
DIALECTS = {"core": set(), "min": MIN, "basic": BASIC, "linguist": LINGUIST}


@pytest.fixture(autouse=True)
def xmllint():
    need("xmllint")


@pytest.fixture(scope="module")
def omegat_schemas(tmp_path_factory):
    need("omegat")
    folder = tmp_path_factory.mktemp("omegat")
    with zipfile.ZipFile(JAR) as jar:
        for name in "tbx.xsd", "tmx14.dtd", "xml.xsd":
            (folder / name).write_bytes(jar.read(f"schemas/{name}"))
    return folder


def lint(*arguments):
    done = subprocess.run(
        ["xmllint", "--nonet", "--noout", *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr[:2000]


def test_tbx(export, glossary, omegat_schemas):
    lint("--schema", omegat_schemas / "tbx.xsd", export(glossary, "tbx", extension="tbx").path)


def test_tmx(export, glossary, omegat_schemas):
    lint("--dtdvalid", omegat_schemas / "tmx14.dtd", export(glossary, "tmx", extension="tmx").path)


@pytest.fixture(scope="module")
def xliff_schema(tmp_path_factory):
    """The core of the standard, with our own schema of the glossary module."""
    need("xliff-schema")
    folder = tmp_path_factory.mktemp("xliff")
    copies = folder / "informativeCopiesOf3rdPartySchemas/w3c"
    copies.mkdir(parents=True)
    shutil.copy(SYMFONY / "xml.xsd", copies)
    shutil.copy(SYMFONY / "xliff-core-2.0.xsd", folder)
    shutil.copy(SCHEMAS / "xliff-glossary.xsd", folder)
    (folder / "both.xsd").write_text(
        '<schema xmlns="http://www.w3.org/2001/XMLSchema">'
        '<import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="xliff-core-2.0.xsd"/>'
        '<import namespace="urn:oasis:names:tc:xliff:glossary:2.0" schemaLocation="xliff-glossary.xsd"/>'
        "</schema>"
    )
    return folder / "both.xsd"


def test_xliff(export, glossary, pair, xliff_schema):
    lint("--schema", xliff_schema, export(glossary, "xliff", *pair, extension="xlf").path)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_tbx_v3(export, glossary, dialect):
    need("jing")
    exported = export(glossary, f"tbx-{dialect}", extension="tbx")
    command = ["jing", "-c", SCHEMAS / "tbx-v3.rnc", exported.path]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[:2000]
    used = {
        node.get("type")
        for node in etree.parse(exported.path).iter("{*}*")
        if node.tag.rpartition("}")[2] in CATEGORIES
    }
    assert used <= DIALECTS[dialect], "not in the dialect"
