// The whole way of a person of the questionnaire, from the first page to *submitted*, as two people at the keyboard do it.
import { expect, type Page } from '@playwright/test';
import { answersOf, repeatOf, rowsOf, type Persona } from './answers';
import { fill } from './filling';

/** Pages visited, in order, without rows. */
export type Visited = string[];

/** Most pages of one application: a walk that does not end has gone in a circle. */
const MOST_PAGES = 200;

/** Starts an application and answers the address of its task list. */
export async function startApplication(page: Page): Promise<string> {
  await page.goto('/applications');
  await page.getByRole('button', { name: 'Start an application' }).click();
  await page.waitForURL(/\/applications\/[0-9a-f]{32}$/);
  return new URL(page.url()).pathname;
}

/** How someone walks. */
export interface Way {
  /** In the wizard, not on plain pages. */
  alive?: boolean;
  /** Looks at each page: when it is there, and when it is filled. */
  look?: (id: string, moment: 'arrived' | 'filled') => Promise<void>;
}

/** Works through every task that can be opened until all are complete. */
export async function answerEverything(
  page: Page,
  application: string,
  someone: Persona,
  way: Way = {},
): Promise<Visited> {
  const visited: Visited = [];
  const rows = new Map<string, string[]>();
  for (;;) {
    await page.goto(application);
    const open = page.locator('.govuk-task-list__item', { hasNot: page.locator('text=/^Complete$/') }).locator('a');
    if ((await open.count()) === 0) return visited;
    await open.first().click();
    await page.waitForURL(/\/pages\//);
    while (page.url().includes('/pages/')) {
      if (visited.length > MOST_PAGES) throw new Error(`no end in sight: ${visited.slice(-10).join(' ')}`);
      if (way.alive) await becomeAlive(page);
      visited.push(await answerPage(page, someone, rows, way));
    }
  }
}

/** Waits until the living form stands in place of the plain one. */
export async function becomeAlive(page: Page): Promise<void> {
  // The program is large before it is built for release, and its first compilation takes its time.
  await page.locator('#wizard form:not([action])').waitFor({ timeout: 90_000 });
}

/** Fills one page and goes on; answers its id. */
async function answerPage(page: Page, someone: Persona, rows: Map<string, string[]>, way: Way): Promise<string> {
  const [id = '', ...keys] = decodeURI(new URL(page.url()).pathname.split('/pages/')[1] ?? '').split('/');
  const repeat = repeatOf(someone, id);
  const key = keys.at(-1);
  const known = rows.get(repeat) ?? [];
  if (key && !known.includes(key)) rows.set(repeat, [...known, key]);
  const number = key ? (rows.get(repeat) ?? []).indexOf(key) + 1 : 1;
  const before = page.url();
  const answers = answersOf(someone, id, number);
  await way.look?.(id, 'arrived');
  // What is asked only after an answer on the same page comes with the next round without scripting.
  for (let round = 0; round < 4; round += 1) {
    await fill(page, answers);
    if (round === 0) await way.look?.(id, 'filled');
    await goOn(page, someone);
    if (way.alive) {
      const moved = page.waitForURL((url) => url.pathname !== new URL(before).pathname);
      await Promise.race([moved, page.locator('.govuk-error-summary').waitFor()]).catch(() => undefined);
    } else {
      await page.waitForLoadState();
    }
    const here = new URL(page.url());
    if (here.pathname !== new URL(before).pathname) return id;
  }
  const errors = await page.locator('.govuk-error-summary').allInnerTexts();
  throw new Error(`${id} does not let go: ${errors.join(' ')} ${await page.locator('#wizard').innerText()}`);
}

async function goOn(page: Page, someone: Persona): Promise<void> {
  const form = page.locator('#wizard');
  const button = (name: string | RegExp) => form.getByRole('button', { name, exact: typeof name === 'string' });
  if ((await button(/^Add (one|another)$/).count()) > 0) {
    const listed = await form.locator('.govuk-summary-list__row').count();
    const id = new URL(page.url()).pathname.split('/pages/')[1] ?? '';
    const repeat = id.startsWith('merits_opponents') ? 'opponent' : (id.split('_')[0] ?? '');
    if (listed < rowsOf(someone, repeat)) return button(/^Add (one|another)$/).click();
    return button('There are no more').click();
  }
  await form
    .getByRole('button', { name: /^(Save and continue|Continue|Confirm and continue)$/ })
    .first()
    .click();
}

/** Sends an application for review. */
export async function sendForReview(page: Page, application: string, note: string): Promise<void> {
  await page.goto(`${application}/send-for-review`);
  await page.getByLabel('Malcolm Eversholt').check();
  await page.getByLabel(/Note for the supervisor/).fill(note);
  await page.getByRole('button', { name: 'Send for review' }).click();
  await expect(page.getByText(/is reviewing this since/)).toBeVisible();
}

/** Approves and submits what is on the screen. */
export async function approve(page: Page, application: string): Promise<void> {
  await page.goto(`${application}/review`);
  await page.getByLabel('Your full name').fill('Malcolm Eversholt');
  await page.getByLabel('Solicitor', { exact: true }).check();
  await page.getByLabel('I make this declaration').check();
  await page.getByRole('button', { name: 'Approve and submit' }).click();
  await page.waitForURL(/\/record$/);
}

/** The digest of what was sent, as the record has it. */
export async function digestOnRecord(page: Page, application: string): Promise<string> {
  await page.goto(`${application}/record`);
  const row = page.locator('.govuk-summary-list__row', { hasText: 'Digest of the answers' });
  const digest = row.locator('.govuk-summary-list__value');
  await expect(digest).toHaveText(/^[0-9a-f]{64}$/);
  return (await digest.innerText()).trim();
}

/** The ids by which fee earners and supervisors are chosen, by name, from the page that asks for them. */
export async function idsOfPeople(page: Page, application: string): Promise<Record<string, string>> {
  await page.goto(`${application}/pages/start_office`);
  const options = page.locator('[name=provider_fee_earner] option, [name=provider_supervisor] option');
  await expect(options.filter({ hasText: 'Malcolm Eversholt' }).first()).toBeAttached();
  const found = await options.evaluateAll((all) =>
    all.map((one) => [one.textContent?.trim(), (one as HTMLOptionElement).value]),
  );
  return Object.fromEntries(found.filter(([, id]) => id)) as Record<string, string>;
}
