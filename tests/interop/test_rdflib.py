"""rdflib loads our SKOS, with the labels of every concept in every language; what it writes of it, we read."""

import rdflib
from rdflib.namespace import RDF, SKOS

from written import check_complete


def labels(graph, concept, kind):
    return sorted((label.language.lower(), str(label)) for label in graph.objects(concept, kind))


def expected(concept):
    """The best term of a language that may be used, the others, and what is only searched for."""

    def having(*statuses):
        return {(term.lang.lower(), term.text) for term in concept.terms if term.status in statuses}

    best = {
        (lang.lower(), concept.texts(lang)[0]) for lang in {term.lang for term in concept.terms} if concept.texts(lang)
    }
    return sorted(best), sorted(having("preferred", "admitted") - best), sorted(having("deprecated", "misspelling"))


def test_labels(export, glossary):
    graph = rdflib.Graph().parse(export(glossary, "skos", extension="ttl").path, format="turtle")
    kinds = SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel
    found = [tuple(labels(graph, one, kind) for kind in kinds) for one in graph.subjects(RDF.type, SKOS.Concept)]
    assert sorted(found) == sorted(expected(concept) for concept in glossary.concepts)

    definitions = sorted(str(text) for text in graph.objects(None, SKOS.definition))
    assert definitions == sorted(concept.definition for concept in glossary.concepts if concept.definition)


def test_there_and_back(tmp_path, export, glossary):
    """What rdflib writes, in an order and with prefixes of its own, has lost nothing."""
    graph = rdflib.Graph().parse(export(glossary, "skos", extension="ttl").path, format="turtle")
    saved = tmp_path / "saved.ttl"
    graph.serialize(saved, format="turtle")
    check_complete(tmp_path, glossary, saved)
