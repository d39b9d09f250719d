"""GNU gettext, Python's own module and Translate Toolkit read our catalogues and tables of segments, and we theirs."""

import csv
import gettext
import io
import subprocess
from pathlib import Path

import pytest
from translate.storage import csvl10n, mo, pypo

from conftest import baixiao, need

LANGS = ["en", "ko", "zh-Hans"]
PAIRS = [(source, target) for source in LANGS for target in LANGS if source != target]

#: A context, and the same segment in each language.
SEGMENTS = [
    ("", "moat", "해자", "护城河"),
    ("menu", "Open", "열기", "打开"),
    ("state", "Open", "열림", "开放"),
    ("", 'so-called "open" source \\ %s', "이른바 \"오픈\" 소스 \\ %s", "所谓“开源” \\ %s"),
    ("", "one\n\ttwo {0}\n", "하나\n\t둘 {0}\n", "一\n\t二 {0}\n"),
    ("", "<b>R&D</b>, =1+1; 🚀", "<b>연구&개발</b>, =1+1; 🚀", "<b>研&发</b>, =1+1; 🚀"),
    ("", "A moat that is closed. " * 12, "닫힌 해자는 오래가지 않는다. " * 12, "闭源形成的护城河是短暂的，" * 20),
]


def rows(source, target):
    """The segments with their context, in two languages."""
    at = [1 + LANGS.index(lang) for lang in (source, target)]
    return [(row[0], *(row[place] for place in at)) for row in SEGMENTS]


def plain(source, target):
    """Those without a backslash."""
    return [row for row in rows(source, target) if "\\" not in row[1]]


def table(path, source, target):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["context", source, target])
        writer.writerows(rows(source, target))
    return path


def read_table(path):
    """The context, and the last two columns, of each row that we wrote."""
    with open(path, encoding="utf-8", newline="") as file:
        header, *found = csv.reader(file)
    return [(row[header.index("context")], *row[-2:]) for row in found]


def run(*command):
    done = subprocess.run([*map(str, command)], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{command}: {done.stderr}"
    return done.stderr


@pytest.fixture
def catalogue(tmp_path, source, target):
    """A PO file that we wrote."""
    path = tmp_path / "ours.po"
    baixiao("convert", table(tmp_path / "segments.csv", source, target), path, "--source", source, "--target", target)
    return path


pytestmark = pytest.mark.parametrize("source, target", PAIRS, ids=["-".join(pair) for pair in PAIRS])


def test_msgfmt_passes_our_po(catalogue, tmp_path, source, target):
    need("gettext")
    told = run("msgfmt", "-c", "--statistics", "-o", tmp_path / "checked.mo", catalogue)
    assert told.strip() == f"{len(SEGMENTS)} translated messages."


def test_msgcat_changes_nothing(catalogue, tmp_path, source, target):
    """Our lines are parted where msgcat parts them, but for texts without blanks, where tables of line breaks differ."""
    need("gettext")
    again = tmp_path / "again.po"
    run("msgcat", "--no-wrap", "-o", again, catalogue)
    once = tmp_path / "once.po"
    run("msgcat", "--no-wrap", "-o", once, again)
    assert again.read_bytes() == once.read_bytes()
    assert all(len(line) <= 79 for line in catalogue.read_text(encoding="utf-8").splitlines())
    if source != "zh-Hans" and target != "zh-Hans":
        run("msgcat", "-o", again, catalogue)
        assert again.read_text(encoding="utf-8") == catalogue.read_text(encoding="utf-8")


def test_toolkit_reads_our_po(catalogue, source, target):
    store = pypo.pofile.parsefile(str(catalogue))
    found = [(unit.getcontext(), str(unit.source), str(unit.target)) for unit in store.units if not unit.isheader()]
    assert found == rows(source, target)
    assert store.parseheader()["Language"] == target.replace("-", "_")


def test_our_mo(catalogue, tmp_path, source, target):
    """It is what msgfmt makes, and programs find their texts in it."""
    ours = tmp_path / "ours.mo"
    baixiao("convert", catalogue, ours)
    with open(ours, "rb") as file:
        loaded = gettext.GNUTranslations(file)
    for context, text, translation in rows(source, target):
        found = loaded.pgettext(context, text) if context else loaded.gettext(text)
        assert found == translation
    units = mo.mofile.parsefile(str(ours)).units
    assert len(units) == len(SEGMENTS) + 1
    need("gettext")
    run("msgfmt", "--no-hash", "-o", tmp_path / "theirs.mo", catalogue)
    assert ours.read_bytes() == (tmp_path / "theirs.mo").read_bytes()


def test_we_read_msgfmts_mo(catalogue, tmp_path, source, target):
    need("gettext")
    for order in "little", "big":
        run("msgfmt", f"--endianness={order}", "-o", tmp_path / "theirs.mo", catalogue)
        baixiao("convert", tmp_path / "theirs.mo", tmp_path / "back.csv", "--source", source, "--target", target)
        assert sorted(read_table(tmp_path / "back.csv")) == sorted(rows(source, target))


def test_we_read_toolkits_po(tmp_path, source, target):
    store = pypo.pofile()
    store.updateheader(add=True, Language=target.replace("-", "_"), Content_Type="text/plain; charset=UTF-8")
    for context, text, translation in rows(source, target):
        unit = store.addsourceunit(text)
        unit.target = translation
        if context:
            unit.msgctxt = [f'"{context}"']
    path = tmp_path / "theirs.po"
    path.write_bytes(bytes(store))
    baixiao("convert", path, tmp_path / "back.csv", "--source", source, "--target", target)
    assert read_table(tmp_path / "back.csv") == rows(source, target)


def test_toolkit_reads_our_csv(catalogue, tmp_path, source, target):
    """With the columns named as it names them, and without backslashes, which it takes for escapes."""
    ours = tmp_path / "ours.csv"
    baixiao("convert", catalogue, ours)
    with open(ours, encoding="utf-8", newline="") as file:
        text = file.read().replace(f"id,file,context,state,note,{source},{target}", "id,file,context,state,note,source,target", 1)
    store = csvl10n.csvfile(io.BytesIO(text.encode()))
    found = [(unit.source, unit.target) for unit in store.units]
    assert [pair for pair in found if "\\" not in pair[0]] == [row[1:] for row in plain(source, target)]


def test_we_read_toolkits_csv(tmp_path, source, target):
    store = csvl10n.csvfile()
    for context, text, translation in plain(source, target):
        unit = store.addsourceunit(text)
        unit.target, unit.context = translation, context
    path = tmp_path / "theirs.csv"
    path.write_bytes(bytes(store))
    baixiao("convert", path, tmp_path / "back.csv", "--source", source, "--target", target)
    assert read_table(tmp_path / "back.csv") == plain(source, target)


def test_plural_forms(tmp_path, source, target):
    """Forms come together again after they were units, and gettext chooses among them."""
    if (source, target) != ("en", "ko"):
        pytest.skip("one pair is enough")
    path = tmp_path / "plural.po"
    path.write_text(
        'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n'
        '\nmsgctxt "castle"\nmsgid "%d moat"\nmsgid_plural "%d moats"\n'
        'msgstr[0] "%d ров"\nmsgstr[1] "%d рва"\nmsgstr[2] "%d рвов"\n',
        encoding="utf-8",
    )
    baixiao("convert", path, tmp_path / "again.po")
    baixiao("convert", tmp_path / "again.po", tmp_path / "again.mo")
    with open(tmp_path / "again.mo", "rb") as file:
        loaded = gettext.GNUTranslations(file)
    found = [loaded.npgettext("castle", "%d moat", "%d moats", number) for number in (1, 3, 5)]
    assert found == ["%d ров", "%d рва", "%d рвов"]


def test_catalogues_of_the_system(tmp_path, source, target):
    """What is installed here comes back from us as msgfmt would write it."""
    need("gettext")
    locale = {"en": "en_GB", "ko": "ko", "zh-Hans": "zh_CN"}[target]
    if source != next(lang for lang in LANGS if lang != target):
        pytest.skip("each language once")
    for path in sorted(Path("/usr/share/locale").glob(f"{locale}/LC_MESSAGES/*.mo"))[:20]:
        run("msgunfmt", "--force-po", "-o", tmp_path / "raw.po", path)
        run("msgconv", "--force-po", "-t", "UTF-8", "-o", tmp_path / "theirs.po", tmp_path / "raw.po")
        wanted = len(pypo.pofile.parsefile(str(tmp_path / "theirs.po")).units)
        if wanted <= 1:
            continue
        baixiao("convert", path, tmp_path / "ours.po", "--source", "en", "--target", locale.replace("_", "-"))
        run("msgfmt", "-o", tmp_path / "checked.mo", tmp_path / "ours.po")
        found = pypo.pofile.parsefile(str(tmp_path / "ours.po")).units
        assert len(found) == wanted, path
        for file in "theirs", "ours":
            run("msgcat", "--no-wrap", "--sort-output", "-o", tmp_path / f"{file}.sorted", tmp_path / f"{file}.po")
        theirs, ours = (
            # What depends on the machine is marked by msgunfmt.
            (tmp_path / f"{file}.sorted").read_text(encoding="utf-8").replace("#, c-format\n", "").split("\n\n", 1)[1:]
            for file in ("theirs", "ours")
        )
        assert theirs == ours, path
