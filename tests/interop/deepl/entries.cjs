// Prints the entries that deepl-node reads from a file of tab-separated values, as JSON: [[source, target], …].
const fs = require('node:fs');
const { createRequire } = require('node:module');

const [cache, file] = process.argv.slice(2);
const { GlossaryEntries } = createRequire(`${cache}/node/`)('deepl-node');
const entries = new GlossaryEntries({ tsv: fs.readFileSync(file, 'utf8') });
entries.toTsv(); // holds every term against DeepL's rules
console.log(JSON.stringify(Object.entries(entries.entries())));
