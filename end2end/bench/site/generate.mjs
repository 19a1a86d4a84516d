// node generate.mjs GENERATOR N: the questionnaire that generate(N) of that file makes, and its half-filled draft, as JSON.
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const [generator, n] = process.argv.slice(2);
const { generate, persona } = await import(pathToFileURL(resolve(generator)).href);
const spec = generate(Number(n));
process.stdout.write(JSON.stringify({ spec, answers: persona(spec) }));
