"""DeepL's own packages read our files, and its service takes them as they are."""

import json
import os
import subprocess

import deepl
import pytest
import requests
from deepl.util import convert_csv_to_dict, convert_dict_to_tsv, convert_tsv_to_dict

import deepl_service
from conftest import CACHE, need
from pairs import check_pairs
from written import PAIRS, check_import

HERE = os.path.dirname(__file__)
#: DeepL's glossaries know no scripts.
BASE = {"zh-Hant": "zh", "zh-TW": "zh"}


@pytest.fixture(scope="module")
def service():
    given = os.environ.get("DEEPL_SERVER_URL")
    if given:
        yield given
        return
    server = deepl_service.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("target", "form"), [("deepl", "tsv"), ("deepl-csv", "csv")])
def test_service(export, glossary, pair, service, target, form):
    """The file is sent as it is, and its entries are asked back through DeepL's package."""
    source, into = (BASE.get(lang, lang) for lang in pair)
    exported = export(glossary, target, *pair, extension=form)
    dictionary = {"source_lang": source, "target_lang": into, "entries": exported.text(), "entries_format": form}
    headers = {"Authorization": "DeepL-Auth-Key none"}
    asked = {"name": glossary.name, "dictionaries": [dictionary]}
    made = requests.post(f"{service}/v3/glossaries", json=asked, headers=headers, timeout=60)
    assert made.status_code == 201, made.text

    client = deepl.DeepLClient("none", server_url=service)
    answer = client.get_multilingual_glossary_entries(made.json()["glossary_id"], source, into)
    [entries] = [convert_tsv_to_dict(dictionary.entries) for dictionary in answer.dictionaries]
    assert made.json()["dictionaries"][0]["entry_count"] == len(entries)
    check_pairs(list(entries.items()), glossary, pair, exported, once=True)
    read = convert_tsv_to_dict if form == "tsv" else convert_csv_to_dict
    assert read(exported.text()) == entries


def test_node(export, glossary, pair):
    need("deepl-node")
    exported = export(glossary, "deepl", *pair, extension="tsv")
    command = ["node", f"{HERE}/deepl/entries.cjs", CACHE, exported.path]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    check_pairs([tuple(entry) for entry in json.loads(done.stdout)], glossary, pair, exported, once=True)


def test_import(tmp_path):
    """What DeepL's package writes of a glossary's entries."""
    file = tmp_path / "entries.tsv"
    file.write_text(convert_dict_to_tsv(dict(PAIRS)), encoding="utf-8")
    check_import(tmp_path, file)
