"""A stand-in for DeepL's glossary service on loopback, with the rules that DeepL publishes.

https://developers.deepl.com/api-reference/glossaries: no empty side, no control characters, no white space around a
term, no source twice, at most 1024 bytes a term and 10 MiB a glossary, base languages only. Set DEEPL_SERVER_URL to
ask another service instead, such as DeepL's own deepl-mock.
"""

import csv
import io
import json
import threading
import unicodedata
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

LANGUAGES = {"ar", "da", "de", "en", "es", "fr", "it", "ja", "ko", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "zh"}


class Rejected(Exception):
    pass


def entries(text: str, form: str) -> list[tuple[str, str]]:
    if len(text.encode()) > 10 * 1024 * 1024:
        raise Rejected("more than 10 MiB")
    if form == "tsv":
        rows = [line.removesuffix("\r").split("\t") for line in text.split("\n") if line]
    else:
        rows = [row[:2] for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row]
    seen = set()
    for number, row in enumerate(rows):
        if len(row) != 2:
            raise Rejected(f"row {number} has {len(row)} columns: {row}")
        for term in row:
            if not term or term != term.strip() or term.startswith("\ufeff"):
                raise Rejected(f"row {number} has an empty term or white space around one: {row}")
            if any(unicodedata.category(char) == "Cc" or char in "\u2028\u2029" for char in term):
                raise Rejected(f"row {number} has a control character: {row}")
            if len(term.encode()) > 1024:
                raise Rejected(f"row {number} has more than 1024 bytes: {row}")
        if row[0] in seen:
            raise Rejected(f"row {number} duplicates a source: {row}")
        seen.add(row[0])
    if not rows:
        raise Rejected("no entries")
    return [(source, target) for source, target in rows]


class Service(BaseHTTPRequestHandler):
    glossaries: dict = {}

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        try:
            dictionaries = {}
            for given in asked["dictionaries"]:
                pair = given["source_lang"].lower(), given["target_lang"].lower()
                if not LANGUAGES.issuperset(pair):
                    raise Rejected(f"unsupported languages: {pair}")
                dictionaries[pair] = entries(given["entries"], given["entries_format"])
        except (Rejected, csv.Error) as error:
            return self.answer(400, {"message": str(error)})
        name = str(uuid.uuid4())
        self.glossaries[name] = dictionaries
        counts = [
            {"source_lang": source, "target_lang": target, "entry_count": len(found)}
            for (source, target), found in dictionaries.items()
        ]
        made = {
            "glossary_id": name,
            "name": asked["name"],
            "dictionaries": counts,
            "creation_time": "2026-01-01T00:00:00Z",
        }
        return self.answer(201, made)

    def do_GET(self):
        url = urlsplit(self.path)
        asked = parse_qs(url.query)
        pair = asked["source_lang"][0].lower(), asked["target_lang"][0].lower()
        found = self.glossaries[url.path.split("/")[-2]][pair]
        text = "\n".join(f"{source}\t{target}" for source, target in found)
        langs = {"source_lang": pair[0], "target_lang": pair[1]}
        self.answer(200, {"dictionaries": [{**langs, "entries": text, "entries_format": "tsv"}]})

    def answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


def start() -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
