"""OmegaT's own readers, run without a window, load our glossaries and memories."""

import json
import subprocess
import unicodedata

import pytest

from conftest import CACHE, need
from pairs import check_pairs, spaces
from written import PAIRS, check_import

JAR = "/usr/share/omegat/OmegaT.jar"
#: OmegaT knows languages by language and country.
TAGS = {"zh-Hant": "zh-TW"}


@pytest.fixture(scope="module")
def read():
    """What OmegaT finds in a file: `read(path, source, target)`, as source, target and comment."""
    need("omegat")
    command = ["java", "-cp", f"{CACHE / 'java'}:{JAR}", "OmegatReads"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as omegat:

        def ask(path, source, target):
            print(TAGS.get(source, source), TAGS.get(target, target), path, sep="\t", file=omegat.stdin, flush=True)
            answer = json.loads(omegat.stdout.readline())
            assert not isinstance(answer, str), answer
            return answer

        yield ask
        omegat.stdin.close()


def composed(text):
    """OmegaT composes what it loads."""
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("target", "extension", "comment"), [("omegat", "txt", "#"), ("omegat-csv", "csv", None)])
def test_glossary(read, export, glossary, pair, target, extension, comment):
    exported = export(glossary, target, *pair, extension=extension)
    found = [(source, translation) for source, translation, _ in read(exported.path, *pair)]
    check_pairs(found, glossary, pair, exported, lambda text: composed(spaces(text)), comment=comment)


def test_tbx(read, export, glossary, pair):
    """Each term of one language with each of the other; languages count without script and country."""
    exported = export(glossary, "tbx", extension="tbx")
    expected = []
    for concept in glossary.concepts:
        source, target = ([term for term in concept.terms if base(term.lang) == base(lang)] for lang in pair)
        expected += [(composed(a.text), composed(b.text)) for a in source for b in target]
    found = read(exported.path, *pair)
    assert sorted((source, target) for source, target, _ in found if target) == sorted(expected)

    definitions = {
        concept.definition for concept in glossary.concepts if concept.texts(pair[0]) and concept.texts(pair[1])
    }
    told = {line.removeprefix("definition: ") for _, _, comment in found for line in comment.split("\n")}
    assert definitions - {""} <= told


def test_tmx(read, export, glossary, pair):
    exported = export(glossary, "tmx", *pair, extension="tmx")
    found = [(source, target) for source, target, _ in read(exported.path, *pair) if source and target]
    check_pairs(found, glossary, pair, exported, composed)


def test_import(tmp_path):
    """What is added to a glossary inside OmegaT."""
    need("omegat")
    file = tmp_path / "glossary.txt"
    lines = "".join(f"{source}\t{target}\ta comment\n" for source, target in PAIRS)
    command = ["java", "-cp", f"{CACHE / 'java'}:{JAR}", "OmegatWrites", file]
    subprocess.run(command, input=lines, encoding="utf-8", check=True)
    check_import(tmp_path, file)


def base(lang):
    return lang.partition("-")[0]
