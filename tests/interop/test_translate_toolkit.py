"""Translate Toolkit, which Weblate and Pootle are built on, loads our files; what its writers make, we read."""

import io

import pytest
from translate.storage import csvl10n, tbx, tmx, utx

from pairs import check_pairs, spaces
from written import PAIRS, check_import

#: How TBX-Basic calls what we call the status of a term.
STATUSES = {
    "preferredTerm-admn-sts": "preferred",
    "admittedTerm-admn-sts": "admitted",
    "supersededTerm-admn-sts": "deprecated",
    "deprecatedTerm-admn-sts": "forbidden",
}


def load(store, exported, **languages):
    with open(exported.path, "rb") as file:
        return store(file, **languages)


def test_tbx(export, glossary, pair):
    """Every concept with all its terms, in their order, with status and definition."""
    source, target = pair
    exported = export(glossary, "tbx", extension="tbx")
    store = load(tbx.tbxfile, exported, sourcelanguage=source, targetlanguage=target)
    assert len(store.units) == len(glossary.concepts)
    for unit, concept in zip(store.units, glossary.concepts, strict=True):
        for lang, terms in (source, unit.get_source_terms()), (target, unit.get_target_terms()):
            own = [term for term in concept.terms if term.lang == lang]
            assert sorted(term.text for term in terms) == sorted(term.text for term in own)
        definitions = [note.text for note in unit.get_common_notes() if note.category == "definition"]
        assert definitions == ([concept.definition] if concept.definition else [])


def test_tbx_statuses(export, glossary):
    """Forbidden and deprecated words are known for what they are, and stand last."""
    exported = export(glossary, "tbx", extension="tbx")
    store = load(tbx.tbxfile, exported, sourcelanguage="en", targetlanguage="ko")
    for unit, concept in zip(store.units, glossary.concepts, strict=True):
        found = {term.text: STATUSES.get(term.administrative_status) for term in unit.get_target_terms()}
        for term in concept.terms:
            if term.lang == "ko" and term.status in STATUSES.values():
                assert found[term.text] == term.status, concept.id
        best = concept.texts("ko")
        if best:
            assert unit.target == best[0]


def test_weblate_csv(export, glossary, pair):
    exported = export(glossary, "weblate", *pair, extension="csv")
    store = load(csvl10n.csvfile, exported)
    found = [(unit.source, unit.target) for unit in store.units]
    check_pairs(found, glossary, pair, exported, spaces)


def test_utx(export, glossary, pair):
    exported = export(glossary, "utx", *pair, extension="utx")
    store = load(utx.UtxFile, exported)
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == pair
    wanted = [unit for unit in store.units if unit.metadata.get("term status") not in ("forbidden", "rejected")]
    check_pairs([(unit.source, unit.target) for unit in wanted], glossary, pair, exported, spaces)


def test_tmx(export, glossary, pair):
    source, target = pair
    exported = export(glossary, "tmx", extension="tmx")
    store = load(tmx.tmxfile, exported, sourcelanguage=source, targetlanguage=target)
    found = [(unit.source, unit.target) for unit in store.units if unit.source and unit.target]
    check_pairs(found, glossary, pair, exported, normal=str)


def write(store):
    for source, target in PAIRS:
        unit = store.addsourceunit(source)
        unit.target = target
    written = io.BytesIO()
    store.serialize(written)
    return written.getvalue()


def tbx_store():
    return tbx.tbxfile(sourcelanguage="en", targetlanguage="ko")


def tmx_store():
    return tmx.tmxfile(sourcelanguage="en", targetlanguage="ko")


def utx_store():
    store = utx.UtxFile()
    store.setsourcelanguage("en")
    store.settargetlanguage("ko")
    return store


@pytest.mark.parametrize(
    ("store", "name"), [(tbx_store, "tt.tbx"), (tmx_store, "tt.tmx"), (utx_store, "tt.utx"), (csvl10n.csvfile, "tt.csv")]
)
def test_import(tmp_path, store, name):
    file = tmp_path / name
    file.write_bytes(write(store()))
    check_import(tmp_path, file)
