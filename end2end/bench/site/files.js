// What both pages load: the program, a definition with its texts, and a draft, all at the same time.
import init, * as module from './bench.js';

const query = new URLSearchParams(location.search);
const n = Number(query.get('n') || 50);
export const prefill = query.get('prefill') === '1';

const bytes = async name => {
  const reply = await fetch(`def/${name}`);
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
};

export async function ready(kind) {
  const [definition, texts, draft] = await Promise.all([
    bytes(`${n}.json`), bytes(`${n}.en.json`), bytes(`${n}.${kind}.json`),
    init({ module_or_path: new URL('bench.wasm', import.meta.url) }),
  ]);
  return { module, files: { definition, texts, draft } };
}
