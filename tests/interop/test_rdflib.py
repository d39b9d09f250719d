"""rdflib loads our SKOS, with the labels of every concept in every language."""

import rdflib
from rdflib.namespace import RDF, SKOS


def labels(graph, concept, kind):
    return {(label.language.lower(), str(label)) for label in graph.objects(concept, kind)}


def test_labels(export, glossary):
    exported = export(glossary, "skos", extension="ttl")
    graph = rdflib.Graph().parse(exported.path, format="turtle")
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(glossary.concepts)

    found, expected = [], []
    for concept in concepts:
        found.append((sorted(labels(graph, concept, SKOS.prefLabel)), sorted(labels(graph, concept, SKOS.altLabel))))
    for concept in glossary.concepts:
        preferred = sorted((term.lang.lower(), term.text) for term in concept.terms if term.status == "preferred")
        admitted = sorted((term.lang.lower(), term.text) for term in concept.terms if term.status == "admitted")
        expected.append((preferred, admitted))
    assert sorted(found) == sorted(expected)

    definitions = sorted(str(text) for text in graph.objects(None, SKOS.definition))
    assert definitions == sorted(concept.definition for concept in glossary.concepts if concept.definition)
