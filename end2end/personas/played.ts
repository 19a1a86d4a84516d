// What the engine alone makes of the same answers: the people as scripts for the program `interview`, whose digest the
// browser's and the server's must equal (F-19, E-70). The conversion follows the tables, as the questionnaire's own tests do.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { definitionId, persona, type Answer, type Value } from './answers';

const QUESTIONNAIRE = fileURLToPath(new URL('../../app/questionnaire/', import.meta.url));
/** RUSHCLIFFE_INTERVIEW (a path) names another build of the program. */
const PROGRAM =
  process.env.RUSHCLIFFE_INTERVIEW ?? fileURLToPath(new URL('../../target/debug/interview', import.meta.url));

type Line = Record<string, unknown>;
type Row = Record<string, string>;

/**
 * The digest of everything someone answered, played on an empty draft without browser and server. `people` are the ids by
 * which the firm's fee earners and supervisors are chosen, by name: they are made by chance with the firm.
 */
export function playedDigest(id: string, people: Record<string, string>): string {
  const lines = [...script(id, people), { do: 'snapshot' }];
  const out = execFileSync(PROGRAM, ['play', `${QUESTIONNAIRE}definitions`], {
    input: lines.map((line) => JSON.stringify(line)).join('\n'),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const last = JSON.parse(out.trim().split('\n').at(-1) ?? '{}') as {
    snapshot?: { digest: string; submittable: boolean };
  };
  if (!last.snapshot?.submittable)
    throw new Error(`${id} as played cannot be submitted: ${JSON.stringify(last).slice(0, 2000)}`);
  return last.snapshot.digest;
}

function script(id: string, people: Record<string, string>): Line[] {
  const someone = persona(id);
  const pages = new Map(table('wizard_pages').map((row) => [row.page ?? '', row]));
  const types = new Map(table('wizard_questions').map((row) => [row.question ?? '', row.type ?? '']));
  const lines: Line[] = [{ today: someone.submitted_on }, ...facts(people)];
  const met = new Map<string, number>();
  const added = new Set<string>();
  for (const shown of someone.pages_shown) {
    const page = shown.split('[')[0] ?? '';
    const about = pages.get(page);
    if (!about || about.kind === 'screen') continue;
    const count = (met.get(page) ?? 0) + 1;
    met.set(page, count);
    const repeat = about.repeats_for ?? '';
    const row = repeat ? `r${count}` : '';
    if (repeat && !added.has(`${repeat}${row}`)) {
      added.add(`${repeat}${row}`);
      lines.push({ do: 'add_row', at: repeat, row });
    }
    const closing: Line[] = [];
    for (const answer of answersHere(someone.answers, page, repeat, count)) {
      if (answer.question.endsWith('.more')) {
        if (answer.answer === 'no') closing.push({ do: 'close_list', at: answer.question.split('.')[0] });
      } else {
        lines.push(...answered(answer, types.get(answer.question) ?? '', repeat ? `${repeat}[${row}].` : '', people));
      }
    }
    if (about.kind !== 'list') {
      lines.push({ do: 'continue_page', page: definitionId(page), ...(repeat ? { rows: { [repeat]: row } } : {}) });
    }
    lines.push(...closing);
    if (page === 'check.client' && ['yes', 'no', 'undetermined'].includes(someone.benefit_check)) {
      lines.push({ do: 'set_fact', at: 'dwp_status', value: someone.benefit_check });
    }
  }
  return lines;
}

function answersHere(answers: Answer[], page: string, repeat: string, count: number): Answer[] {
  return answers.filter((answer) => {
    if (answer.page !== page) return false;
    return repeat ? answer.item?.[repeat] === count : answer.item === null;
  });
}

function facts(people: Record<string, string>): Line[] {
  const listed = Object.entries(people).map(([text, id]) => ({ id, text, offices: ['1A234B'] }));
  const office = {
    id: '1A234B',
    text: '1A234B, Petherick and Eversholt LLP, Eastmoor',
    schedules: ['MAT'],
    line_1: 'Petherick and Eversholt LLP, 3 Market Cross',
    town: 'Eastmoor',
    postcode: 'AQ1 1NX',
  };
  const fact = (at: string, value: unknown) => ({ do: 'set_fact', at, value });
  return [
    fact('offices', [office]),
    fact('fee_earners', listed),
    fact('supervisors', listed),
    fact('courts', [{ id: 'family_court_at_eastmoor', text: 'Family Court at Eastmoor' }]),
    fact('example_numbers', 'yes'),
  ];
}

function answered(answer: Answer, type: string, row: string, people: Record<string, string>): Line[] {
  const id = definitionId(answer.question);
  const set = (at: string, value: unknown): Line => ({ do: 'set', at: `${row}${at}`, value });
  const text = String(answer.answer);
  if (type === 'confirm') return [set(id, ['yes'])];
  if (type === 'phone') return [set(id, text.replaceAll(' ', ''))];
  if (type === 'nino') return [set(id, text.replaceAll(' ', '').toUpperCase())];
  if (type === 'address') return address(text).map(([part, value]) => set(`${id}_${part}`, value));
  if (type === 'address_lookup') return lookedUp(id, text, set);
  if (id === 'provider_office') return [set(id, text.split(',')[0])];
  if (id === 'provider_fee_earner' || id === 'provider_supervisor') return [set(id, people[text])];
  if (typeof answer.answer === 'object' && !Array.isArray(answer.answer))
    return perOption(answer.question, id, answer.answer);
  return [set(id, answer.answer)];
}

function perOption(question: string, id: string, values: Exclude<Value, string | number | string[]>): Line[] {
  const repeat = question.split('.')[0] ?? '';
  return Object.entries(values).map(([option, value]) => ({ do: 'set', at: `${repeat}[${option}].${id}`, value }));
}

function address(text: string): [string, string][] {
  const parts = text.split(', ');
  const postcode = parts.pop() ?? '';
  const town = parts.pop() ?? '';
  return [
    ...parts.map((line, index): [string, string] => [`line_${index + 1}`, line]),
    ['town', town],
    ['postcode', postcode],
  ];
}

/** What the walk types into the search, what the simulator lists for it, and the address that is chosen. */
function lookedUp(id: string, text: string, set: (at: string, value: unknown) => Line): Line[] {
  const parts = text.split(', ');
  const postcode = text === 'by_hand' ? 'AQ1 1NX' : (parts.at(-1) ?? '');
  const search = text === 'by_hand' ? postcode : `${postcode} ${parts[0]}`;
  const found = table('addresses').filter((row) => row.postcode === postcode);
  const rows = found.map((row) => {
    const line = [row.line_1, row.line_2, row.town, row.postcode].filter(Boolean).join(', ');
    return { id: addressId(line), text: line };
  });
  const chosen = text === 'by_hand' ? text : addressId(text);
  return [set(`${id}_search`, search), { do: 'set_fact', at: `${id}_found`, value: rows }, set(id, chosen)];
}

/** How the look-up names an address. */
function addressId(line: string): string {
  return line.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** A table of the questionnaire's tests: rows by the names of the columns. */
function table(name: string): Row[] {
  const text = readFileSync(`${QUESTIONNAIRE}tests/data/${name}.csv`, 'utf8');
  const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\r?\n|$)/g)];
  const rows: string[][] = [[]];
  for (const [whole, cell = '', end = ''] of cells) {
    if (whole === '') continue;
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  const [names = [], ...rest] = rows.filter((row) => row.length > 1);
  return rest.map((row) => Object.fromEntries(names.map((column, index) => [column, row[index] ?? ''])));
}
