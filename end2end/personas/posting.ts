// The same pages without drawing them: what the plain form would send is posted from within the browser, page after page,
// in seconds. For tests that need an application which has come so far; how pages look is for those that walk.
import type { Page } from '@playwright/test';
import { definitionId, repeatOf, rowsOf, type Persona, type Value } from './answers';

/** A page's answers, by page and row, ready to travel into the browser. */
interface Given {
  page: string;
  question: string;
  row: number | null;
  answer: Value;
}

interface Order {
  application: string;
  given: Given[];
  repeats: Record<string, string>;
  counts: Record<string, number>;
  until: string | null;
}

/**
 * Answers everything someone answers, from wherever the application stands, and leaves the window where it is. Stops
 * before the page `until`, where one is named. Answers the address at which it stopped.
 */
export async function postEverything(
  page: Page,
  application: string,
  someone: Persona,
  until: string | null = null,
): Promise<string> {
  await page.goto(application);
  const given = someone.answers
    .filter((one) => !one.question.endsWith('.more'))
    .map((one) => ({
      page: definitionId(one.page),
      question: definitionId(one.question),
      row: Object.values(one.item ?? {}).find((row): row is number => typeof row === 'number') ?? null,
      answer: one.answer,
    }));
  const ids = new Set(someone.pages_shown.map((shown) => definitionId(shown.split('[')[0] ?? '')));
  const repeats = Object.fromEntries([...ids].map((id) => [id, repeatOf(someone, id)]));
  const counts = Object.fromEntries(
    ['proc', 'account', 'opponent', 'child', 'property', 'vehicle'].map((repeat) => [repeat, rowsOf(someone, repeat)]),
  );
  return page.evaluate(walkWithoutWindow, { application, given, repeats, counts, until } satisfies Order);
}

/** Runs in the browser: everything it uses stands inside. */
async function walkWithoutWindow(order: Order): Promise<string> {
  interface Shown {
    address: URL;
    content: Document;
  }
  const read = async (reply: Response): Promise<Shown> => {
    if (!reply.ok) throw new Error(`${reply.status} at ${reply.url}`);
    return { address: new URL(reply.url), content: new DOMParser().parseFromString(await reply.text(), 'text/html') };
  };
  const open = async (address: string) => read(await fetch(address));
  const formOf = (shown: Shown) => {
    const form = shown.content.querySelector<HTMLFormElement>('#wizard form');
    if (!form) throw new Error(`no form at ${shown.address.pathname}: ${shown.content.body.innerText.slice(0, 400)}`);
    return form;
  };
  const press = async (shown: Shown, name: string, value: string) => {
    const form = formOf(shown);
    const fields = new URLSearchParams();
    // Not forEach: where scripting is off, the document calls nobody back.
    for (const [field, content] of new FormData(form)) fields.append(field, String(content));
    fields.append(name, value);
    return read(await fetch(form.getAttribute('action') ?? '', { method: 'POST', body: fields }));
  };
  const named = (form: HTMLFormElement, id: string) =>
    [...form.elements].filter((field): field is HTMLInputElement => {
      const name = field.getAttribute('name') ?? '';
      return name === id || name.endsWith(`.${id}`);
    });
  const type = (form: HTMLFormElement, id: string, text: string) => {
    const [field] = named(form, id);
    if (!field) return false;
    field.value = text;
    return true;
  };
  const choose = (form: HTMLFormElement, id: string, value: string) => {
    const option = named(form, id).find((field) => field.value === value);
    if (option) option.checked = true;
    return Boolean(option);
  };
  const select = (field: HTMLSelectElement, value: string) => {
    const meant = [...field.options].find(
      (option) =>
        option.value !== '' &&
        (option.value === value || option.text.trim() === value || value.startsWith(option.value)),
    );
    if (meant) field.value = meant.value;
    return Boolean(meant);
  };
  const isListed = (field: HTMLSelectElement, value: string) =>
    [...field.options].some((option) => option.text.trim() === value || option.value === value);

  const answer = async (shown: Shown, id: string, value: Value): Promise<Shown> => {
    const form = formOf(shown);
    const text = String(value);
    if (named(form, `${id}_search`).length > 0) {
      const parts = text.split(',').map((part) => part.trim());
      type(form, `${id}_search`, text === 'by_hand' ? 'AQ1 1NX' : `${parts.at(-1)} ${parts.at(0)}`);
      for (let looked = 0; looked < 200; looked += 1) {
        const list = named(formOf(shown), id)[0] as unknown as HTMLSelectElement | undefined;
        if (list && isListed(list, text)) {
          select(list, text);
          return shown;
        }
        // The list comes from another place; it is there when the page is looked at a little later.
        shown = await press(shown, '_do', 'continue');
      }
      throw new Error(`the list for ${text} did not come`);
    }
    if (named(form, `${id}_line_1`).length > 0) {
      const parts = text.split(',').map((part) => part.trim());
      type(form, `${id}_postcode`, parts.pop() ?? '');
      type(form, `${id}_town`, parts.pop() ?? '');
      [1, 2, 3].forEach((line) => type(form, `${id}_line_${line}`, parts[line - 1] ?? ''));
      return shown;
    }
    if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [option, each] of Object.entries(value)) {
        const field = [...form.elements].find((one) => one.getAttribute('name')?.endsWith(`[${option}].${id}`));
        if (field) (field as HTMLInputElement).value = each;
      }
      return shown;
    }
    if (named(form, `${id}-day`).length > 0) {
      const [year = '', month, day] = text.split('-');
      type(form, `${id}-day`, String(Number(day)));
      type(form, `${id}-month`, String(Number(month)));
      type(form, `${id}-year`, year);
      return shown;
    }
    const [search] = named(form, `${id}-search`);
    if (search) {
      search.value = text;
      const found = await press(shown, 'search', search.name.replace(/-search$/, ''));
      if (!choose(formOf(found), id, text)) throw new Error(`the search for ${text} found nothing`);
      return found;
    }
    const [field] = named(form, id);
    if (!field) return shown;
    if (field.type === 'radio') choose(form, id, text);
    else if (field.type === 'checkbox')
      (Array.isArray(value) ? value : ['yes']).forEach((one) => choose(form, id, one));
    else if (field.tagName === 'SELECT') select(field as unknown as HTMLSelectElement, text);
    else field.value = text;
    return shown;
  };

  const goOn = (shown: Shown, repeat: string) => {
    const buttons = [...formOf(shown).querySelectorAll<HTMLButtonElement>('button[name=_do]')];
    const add = buttons.find((button) => button.value.startsWith('add_row'));
    const close = buttons.find((button) => button.value.startsWith('close_list'));
    const listed = formOf(shown).querySelectorAll('.govuk-summary-list__row').length;
    const chosen = add && (!close || listed < (order.counts[repeat] ?? 0)) ? add : (close ?? buttons[0]);
    if (!chosen) throw new Error(`no way on from ${shown.address.pathname}`);
    return press(shown, '_do', chosen.value);
  };

  const rows = new Map<string, string[]>();
  const visited: string[] = [];
  for (;;) {
    const tasks = await open(order.application);
    const next = [...tasks.content.querySelectorAll('.govuk-task-list__item')]
      .filter((item) => item.querySelector('.govuk-task-list__status')?.textContent?.trim() !== 'Complete')
      .map((item) => item.querySelector('a')?.getAttribute('href'))
      .find(Boolean);
    if (!next) return order.application;
    let shown = await open(next);
    while (shown.address.pathname.includes('/pages/')) {
      const [id = '', ...keys] = decodeURI(shown.address.pathname.split('/pages/')[1] ?? '').split('/');
      if (id === order.until) return shown.address.pathname;
      if (visited.length > 200) throw new Error(`no end in sight: ${visited.slice(-10).join(' ')}`);
      const listOf = id.startsWith('merits_opponents') ? 'opponent' : (id.split('_')[0] ?? '');
      const repeat = order.repeats[id] ?? listOf;
      const key = keys.at(-1);
      const known = rows.get(repeat) ?? [];
      if (key && !known.includes(key)) rows.set(repeat, [...known, key]);
      const number = key ? (rows.get(repeat) ?? []).indexOf(key) + 1 : 1;
      visited.push(id);
      const before = shown.address.pathname;
      for (let round = 0; shown.address.pathname === before; round += 1) {
        if (round === 4)
          throw new Error(`${id} does not let go: ${shown.content.querySelector('#wizard')?.textContent}`);
        for (const one of order.given.filter(
          (each) => each.page === id && (each.row === null || each.row === number),
        )) {
          shown = await answer(shown, one.question, one.answer);
        }
        if (shown.address.pathname === before) shown = await goOn(shown, listOf);
      }
    }
  }
}
