"""The glossaries that are exported, read with nothing of ours: what the tools must find."""

import csv
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: Best first.
STATUSES = ("preferred", "admitted", "deprecated", "forbidden", "misspelling")
#: What may be proposed to a translator.
USABLE = STATUSES[:2]


@dataclass
class Term:
    lang: str
    text: str
    status: str


@dataclass
class Concept:
    id: str
    domain: str
    definition: str
    terms: list[Term] = field(default_factory=list)

    def texts(self, lang: str, statuses=USABLE) -> list[str]:
        """The terms of a language with one of the statuses, in their order."""
        found = [term for term in self.terms if term.lang == lang and term.status in statuses]
        found.sort(key=lambda term: statuses.index(term.status))
        return [term.text for term in found]


@dataclass
class Glossary:
    name: str
    #: What `-g` takes.
    path: str
    #: Its language for traditional Chinese.
    traditional: str
    concepts: list[Concept]

    def pairs(self) -> list[tuple[str, str]]:
        """Source and target, such that each language is either."""
        hant = self.traditional
        return [("en", "ko"), ("en", "zh"), ("en", hant), ("ko", "en"), ("zh", "ko"), (hant, "en")]

    def with_both(self, source: str, target: str) -> list[Concept]:
        """The concepts that can be translated."""
        return [concept for concept in self.concepts if concept.texts(source) and concept.texts(target)]


def read(name: str, path: str, traditional: str) -> Glossary:
    concepts = {}
    for row in _rows(path, "concepts.csv"):
        concepts[row["id"]] = Concept(row["id"], row["domain"], row["definition"])
    for row in _rows(path, "terms.csv"):
        status = row["status"] or "admitted"
        concepts[row["concept"]].terms.append(Term(row["lang"], row["term"], status))
    return Glossary(name, path, traditional, list(concepts.values()))


def _rows(path: str, file: str):
    with open(ROOT / path / file, encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows)


GLOSSARIES = [read("embedded", "glossary", "zh-TW"), read("traps", "tests/fixtures/interop", "zh-Hant")]
