#!/usr/bin/env python3
"""How fast other programs find the terms: bench_peers.py TEXT LANG GLOSSARY.csv [MEGABYTES [RUNS]]

FlashText, pyahocorasick and spaCy's PhraseMatcher, whichever are installed, on one thread, over the same text and
terms. Prints a line each: the peer, and `name=value` pairs separated by tabs. Reading files is not timed.

They do less: FlashText knows words only by the letters around them, pyahocorasick finds any run of characters, and
spaCy finds runs of its own tokens. None knows inflections, particles, spacing or variants of characters, and all
report fewer or other hits than baixiao; the speed is what a choice between them costs.
"""

import csv
import statistics
import sys
import time
from pathlib import Path


def flashtext(terms, lang):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for term in terms:
        processor.add_keyword(term)
    return lambda lines: sum(len(processor.extract_keywords(line, span_info=True)) for line in lines)


def pyahocorasick(terms, lang):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term.lower(), len(term))
    automaton.make_automaton()
    # Each hit becomes a Python object, as it must for any use of it.
    return lambda lines: sum(len(list(automaton.iter(line.lower()))) for line in lines)


def pyahocorasick_longest(terms, lang):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for term in terms:
        automaton.add_word(term.lower(), len(term))
    automaton.make_automaton()
    return lambda lines: sum(len(list(automaton.iter_long(line.lower()))) for line in lines)


def spacy_phrases(terms, lang):
    import spacy
    from spacy.matcher import PhraseMatcher

    # Korean in spaCy needs a morphological analyser beside it; its general tokenizer splits at blanks and signs.
    nlp = spacy.blank({"ko": "xx"}.get(lang, lang))
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("TERM", list(nlp.tokenizer.pipe(terms)))
    return lambda lines: sum(len(matcher(doc)) for doc in nlp.pipe(lines))


PEERS = (
    ("FlashText", flashtext),
    ("pyahocorasick", pyahocorasick),
    ("pyahocorasick, longest", pyahocorasick_longest),
    ("spaCy PhraseMatcher", spacy_phrases),
)


def main():
    if not 4 <= len(sys.argv) <= 6:
        sys.exit(__doc__.splitlines()[0])
    text, lang, glossary = sys.argv[1:4]
    most = int(float(sys.argv[4]) * 1e6) if len(sys.argv) > 4 else None
    runs = int(sys.argv[5]) if len(sys.argv) > 5 else 3
    data = Path(text).read_bytes()[:most]
    # Whole lines: a character cut in two would be lost.
    data = data[: data.rfind(b"\n") + 1]
    lines = [line for line in data.decode("utf-8").splitlines() if line]
    with open(glossary, encoding="utf-8", newline="") as file:
        terms = sorted({row["term"] for row in csv.DictReader(file)})
    for name, make in PEERS:
        try:
            start = time.perf_counter()
            find = make(terms, lang)
            build = time.perf_counter() - start
        except ImportError as error:
            print(f"{name}\tmissing: {error}", flush=True)
            continue
        speeds = []
        for _ in range(runs):
            start = time.perf_counter()
            hits = find(lines)
            speeds.append(len(data) / 1e6 / (time.perf_counter() - start))
        print(
            f"{name}\tlang={lang}\tbytes={len(data)}\tterms={len(terms)}\thits={hits}\tMB/s={statistics.median(speeds):.2f}"
            f"\tmin={min(speeds):.2f}\tmax={max(speeds):.2f}\tbuild_ms={build * 1e3:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
