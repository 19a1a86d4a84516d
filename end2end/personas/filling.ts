// Filling one page as a person does: by its labels' fields, with and without scripting.
import { expect, type Locator, type Page } from '@playwright/test';
import { definitionId, type Answer, type Value } from './answers';

/** Answers that are no fields: adding rows and closing lists are buttons. */
const BUTTONS = /\.more$/;

/** Fills what the page asks of these answers, in order; a question that is not shown yet waits for the next round. */
export async function fill(page: Page, answers: Answer[]): Promise<void> {
  for (const answer of answers.filter((one) => !BUTTONS.test(one.question))) {
    await answerQuestion(page, definitionId(answer.question), answer.answer);
  }
}

async function answerQuestion(page: Page, id: string, value: Value): Promise<void> {
  const form = page.locator('#wizard');
  if (await answerLookUp(page, form, id, value)) return;
  if (await answerAddress(form, id, value)) return;
  if (await answerPerOption(page, form, id, value)) return;
  const fields = named(form, id);
  const day = named(form, `${id}-day`);
  if ((await day.count()) > 0) return answerDate(form, id, String(value));
  if ((await fields.count()) === 0) {
    const search = named(form, `${id}-search`);
    if ((await search.count()) > 0 || (await box(form, id).count()) > 0) {
      return answerSearch(page, form, id, String(value));
    }
    return;
  }
  const kind = await fields.first().evaluate((element) => (element as HTMLInputElement).type ?? element.tagName);
  switch (kind) {
    case 'radio':
      if ((await named(form, `${id}-search`).count()) > 0) return answerSearch(page, form, id, String(value));
      return choose(form, id, String(value));
    case 'checkbox':
      return tick(form, id, value === 'ticked' ? ['yes'] : (value as string[]));
    case 'select-one':
      return select(fields.first(), String(value));
    case 'hidden':
      return answerSearch(page, form, id, String(value));
    default:
      if ((await fields.first().getAttribute('role')) === 'combobox')
        return answerSearch(page, form, id, String(value));
      return type(fields.first(), String(value));
  }
}

/** Fields of a question, in whatever row. */
function named(form: Locator, id: string): Locator {
  return form.locator(`[name="${id}"], [name$=".${id}"]`);
}

/** The box of a search that is alive: it has no name, since nothing is posted. */
function box(form: Locator, id: string): Locator {
  return form.locator(`[role=combobox][data-place="${id}"], [role=combobox][data-place$=".${id}"]`);
}

async function type(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.blur();
}

async function choose(form: Locator, id: string, value: string): Promise<void> {
  const option = form.locator(`[name="${id}"][value="${value}"], [name$=".${id}"][value="${value}"]`);
  await option.first().check();
}

async function tick(form: Locator, id: string, values: string[]): Promise<void> {
  for (const value of values) await choose(form, id, value);
}

async function select(field: Locator, value: string): Promise<void> {
  const options = await field
    .locator('option')
    .evaluateAll((all) =>
      all.map((option) => ({ value: (option as HTMLOptionElement).value, text: option.textContent ?? '' })),
    );
  const meant = options.find(
    (option) =>
      option.value !== '' && (option.value === value || option.text.trim() === value || value.startsWith(option.value)),
  );
  if (!meant) throw new Error(`no option ${value} among ${options.map((option) => option.text).join(', ')}`);
  await field.selectOption(meant.value);
}

async function answerDate(form: Locator, id: string, iso: string): Promise<void> {
  const [year, month, day] = iso.split('-');
  await named(form, `${id}-day`).fill(String(Number(day)));
  await named(form, `${id}-month`).fill(String(Number(month)));
  await named(form, `${id}-year`).fill(year ?? '');
  await named(form, `${id}-year`).blur();
}

/** A search box: with scripting options appear as one types; without, a button searches. */
async function answerSearch(page: Page, form: Locator, id: string, value: string): Promise<void> {
  const combobox = box(form, id);
  if ((await combobox.count()) > 0) {
    await combobox.first().fill(value);
    await page.locator(`[role=option]`).first().waitFor();
    await page.locator('[role=option]').first().click();
    return;
  }
  await named(form, `${id}-search`).fill(value);
  await form.locator('button[name=search]').click();
  await choose(page.locator('#wizard'), id, value);
}

/** An address look-up: the search text, then the list once it is there. */
async function answerLookUp(page: Page, form: Locator, id: string, value: Value): Promise<boolean> {
  const search = named(form, `${id}_search`);
  if ((await search.count()) === 0 || typeof value !== 'string') return false;
  if (value === 'by_hand') {
    await type(search, 'AQ1 1NX');
    await select(named(form, id).first(), value);
    return true;
  }
  const parts = value.split(',').map((part) => part.trim());
  const wanted = `${parts.at(-1)} ${parts.at(0)}`;
  if ((await search.inputValue()) !== wanted) await type(search, wanted);
  const list = named(form, id);
  const listed = list.locator('option', { hasText: value });
  await expect
    .poll(
      async () => {
        if ((await listed.count()) > 0) return 'listed';
        // Without scripting the list comes with the next look at the page.
        const plain = page.locator('#wizard button[value=continue]');
        if ((await plain.count()) > 0) await plain.click();
        return 'waiting';
      },
      { timeout: 20_000 },
    )
    .toBe('listed');
  await select(list.first(), value);
  return true;
}

/** An address in its lines. */
async function answerAddress(form: Locator, id: string, value: Value): Promise<boolean> {
  const first = named(form, `${id}_line_1`);
  if ((await first.count()) === 0 || typeof value !== 'string') return false;
  const parts = value.split(',').map((part) => part.trim());
  const postcode = parts.pop() ?? '';
  const town = parts.pop() ?? '';
  const lines = [parts[0] ?? '', parts[1] ?? '', parts[2] ?? ''];
  for (const [index, line] of lines.entries()) await type(named(form, `${id}_line_${index + 1}`), line);
  await type(named(form, `${id}_town`), town);
  await type(named(form, `${id}_postcode`), postcode);
  return true;
}

/** One answer for each option ticked elsewhere. */
async function answerPerOption(page: Page, form: Locator, id: string, value: Value): Promise<boolean> {
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  for (const [option, text] of Object.entries(value)) {
    const field = form.locator(`[name$="[${option}].${id}"]`);
    if ((await field.count()) > 0) await type(field.first(), text);
  }
  return true;
}
