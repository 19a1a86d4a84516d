// The people of personas.json: what each answers, page by page, row by row. The file lies with the questionnaire's tests,
// as received; `.` in ids is `_` in the definition.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Answer {
  page: string;
  question: string;
  /** Which row, from 1, or by its option. */
  item: Record<string, number | string> | null;
  answer: Value;
}

export type Value = string | number | string[] | Record<string, string>;

export interface Persona {
  id: string;
  answers: Answer[];
  pages_shown: string[];
  submitted_on: string;
  benefit_check: string;
}

const FILE = fileURLToPath(new URL('../../app/questionnaire/tests/personas.json', import.meta.url));

/** One of the people. */
export function persona(id: string): Persona {
  const all = JSON.parse(readFileSync(FILE, 'utf8')) as (Persona & { answers_until_uploads?: Answer[] })[];
  const found = all.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`personas.json has no ${id}`);
  return found;
}

/** An id of the tables as the definition has it. */
export function definitionId(id: string): string {
  return id.replaceAll('.', '_');
}

/** Answers of a page, for the row that is the how manieth of its repeat (from 1). */
export function answersOf(someone: Persona, pageId: string, row: number): Answer[] {
  return someone.answers.filter((answer) => {
    if (definitionId(answer.page) !== pageId) return false;
    const numbers = Object.values(answer.item ?? {}).filter((value) => typeof value === 'number');
    return numbers.length === 0 || numbers.includes(row);
  });
}

/** How many rows of a repeat someone has. */
export function rowsOf(someone: Persona, repeat: string): number {
  const numbers = someone.answers.map((answer) => answer.item?.[repeat]).filter((value) => typeof value === 'number');
  return Math.max(0, ...(numbers as number[]));
}

/** The repeat for whose rows a page stands. */
export function repeatOf(someone: Persona, pageId: string): string {
  const items = someone.answers
    .filter((answer) => definitionId(answer.page) === pageId)
    .map((answer) => answer.item ?? {});
  return items.flatMap((item) => Object.keys(item))[0] ?? pageId.split('_')[0] ?? '';
}
