"""Translate Toolkit, which Weblate and Pootle are built on, loads our files; what its writers make, we read."""

import io

import pytest
from translate.storage import csvl10n, tbx, tmx, utx, xliff2

from pairs import check_pairs, spaces
from written import PAIRS, check_import, check_complete

#: How TBX-Basic calls what we call the status of a term.
STATUSES = {
    "preferred": "preferredTerm-admn-sts",
    "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
    "forbidden": "deprecatedTerm-admn-sts",
    "misspelling": "deprecatedTerm-admn-sts",
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


def test_tbx_statuses(export, glossary, pair):
    """Each term has its status; the best one stands first, and is the one that a translator is shown."""
    source, target = pair
    exported = export(glossary, "tbx", extension="tbx")
    store = load(tbx.tbxfile, exported, sourcelanguage=source, targetlanguage=target)
    for unit, concept in zip(store.units, glossary.concepts, strict=True):
        own = [term for term in concept.terms if term.lang == target]
        # What is admitted is said to be where another term is preferred.
        silent = "admitted" if all(term.status != "preferred" for term in own) else None
        found = {(term.text, term.administrative_status) for term in unit.get_target_terms()}
        assert found == {(term.text, None if term.status == silent else STATUSES[term.status]) for term in own}
        if concept.texts(target):
            assert unit.target == concept.texts(target)[0]
        assert unit.isobsolete() is False


def test_weblate_csv(export, glossary, pair):
    exported = export(glossary, "weblate", *pair, extension="csv")
    store = load(csvl10n.csvfile, exported)
    found = [(unit.source, unit.target) for unit in store.units]
    check_pairs(found, glossary, pair, exported, spaces)


def test_utx(export, glossary, pair):
    exported = export(glossary, "utx", *pair, extension="utx")
    store = load(utx.UtxFile, exported)
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == pair
    wanted = [unit for unit in store.units if unit.metadata["term status"] in ("approved", "non-standard")]
    check_pairs([(unit.source, unit.target) for unit in wanted], glossary, pair, exported, spaces, comment="#")


def test_tmx(export, glossary, pair):
    source, target = pair
    exported = export(glossary, "tmx", extension="tmx")
    store = load(tmx.tmxfile, exported, sourcelanguage=source, targetlanguage=target)
    found = [(unit.source, unit.target) for unit in store.units if unit.source and unit.target]
    check_pairs(found, glossary, pair, exported, normal=str)


def test_xliff(export, glossary, pair):
    """Beside its glossary, each unit has the best pair as a segment."""
    exported = export(glossary, "xliff", *pair, extension="xlf")
    store = load(xliff2.Xliff2File, exported)
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == pair
    found = [(unit.source, unit.target) for unit in store.units if unit.target]
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
    ("store", "name"),
    [(tbx_store, "tt.tbx"), (tmx_store, "tt.tmx"), (utx_store, "tt.utx"), (csvl10n.csvfile, "tt.csv")],
)
def test_import(tmp_path, store, name):
    file = tmp_path / name
    file.write_bytes(write(store()))
    check_import(tmp_path, file)


@pytest.mark.parametrize(("store", "name"), [(tbx.tbxfile, "tbx"), (tmx.tmxfile, "tmx")])
def test_there_and_back(tmp_path, export, glossary, store, name):
    """What is opened and saved there has lost nothing of ours."""
    exported = export(glossary, name, extension=name)
    saved = tmp_path / f"saved.{name}"
    with open(saved, "wb") as file:
        load(store, exported).serialize(file)
    check_complete(tmp_path, glossary, saved)
