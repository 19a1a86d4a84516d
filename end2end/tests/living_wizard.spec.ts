// The living wizard between a person and the server: what is typed is kept, sent, and said to be saved when it is (S-1, S-3,
// S-6, S-23, S-50, S-53), whatever tabs, the line and the browser's own buttons do.
import { becomeAlive } from '../personas/walking';
import { logOf, type Logged } from './support/drafts';
import { enter, expect, startQuietly, test } from './support/fixtures';
import type { Locator, Page, Request } from '@playwright/test';

const PUSH = '**/sync/v1/push';
const SAVED = /^Saved \d\d:\d\d$/;

let application: string;

test.setTimeout(120_000);

test.beforeEach(async ({ page }) => {
  await enter(page, 'joan.petherick');
  application = await startQuietly(page);
});

function status(page: Page): Locator {
  return page.locator('.app-status-line');
}

function field(page: Page, name: string): Locator {
  return page.locator(`#wizard [name="${name}"]`);
}

/** Opens a page of the application in the living wizard. */
async function open(page: Page, id: string): Promise<void> {
  await page.goto(`${application}/pages/${id}`);
  await becomeAlive(page);
}

function choice(page: Page, name: string, value: string): Locator {
  return page.locator(`#wizard [name="${name}"][value="${value}"]`);
}

/** Goes from one page of the wizard to the next, in the same document. */
async function turnPage(page: Page): Promise<void> {
  await open(page, 'client_safe_contact');
  await choice(page, 'client_contact_safe', 'yes').check();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page).toHaveURL(/client_contact$/);
  await expect(field(page, 'client_email')).toBeVisible();
}

/** Types, leaves the field and waits until the server has it and the screen says so. */
async function typeAndSave(page: Page, name: string, text: string): Promise<void> {
  const pushed = page.waitForResponse((reply) => isPushOf(reply.request(), text));
  await field(page, name).fill(text);
  await field(page, name).blur();
  await pushed;
  await expect(status(page)).toHaveText(SAVED);
}

function isPushOf(request: Request, text: string): boolean {
  return request.url().endsWith('/sync/v1/push') && (request.postData() ?? '').includes(`"${text}"`);
}

/** What people said, without what the server found out by itself. */
async function said(page: Page): Promise<Logged[]> {
  return (await logOf(page, application)).filter((one) => one.op.kind.do !== 'set_fact');
}

/** What the server has at a place, oldest first. */
async function valuesAt(page: Page, place: string): Promise<unknown[]> {
  return (await logOf(page, application)).filter((one) => one.op.at === place).map((one) => one.op.kind.value ?? null);
}

test('what was typed is there after a reload in the middle of typing', async ({ page }) => {
  await open(page, 'client_name');
  const pushed = page.waitForResponse((reply) => isPushOf(reply.request(), 'Rosal'));
  await field(page, 'client_first_name').pressSequentially('Rosal');
  await pushed;
  await expect(status(page)).toHaveText(SAVED);
  await expect(field(page, 'client_first_name')).toBeFocused();
  await page.reload();
  await becomeAlive(page);
  await expect(field(page, 'client_first_name')).toHaveValue('Rosal');
});

test('Back and Forward of the browser turn the pages of the wizard', async ({ page }) => {
  await turnPage(page);
  const heading = await page.locator('#wizard h1').innerText();
  await page.goBack();
  await expect(page).toHaveURL(/client_safe_contact$/);
  await expect(choice(page, 'client_contact_safe', 'yes')).toBeChecked();
  await page.goForward();
  await expect(page).toHaveURL(/client_contact$/);
  await expect(page.locator('#wizard h1')).toHaveText(heading);
  await expect(choice(page, 'client_contact_safe', 'yes')).toHaveCount(0);
  // The wizard is the same one: what is said after it is kept as before.
  await page.goBack();
  await choice(page, 'client_contact_safe', 'no').check();
  await expect.poll(() => valuesAt(page, 'client_contact_safe')).toEqual(['yes', 'no']);
});

test('s_50 two tabs of one person on one draft: different answers merge', async ({ page, context }) => {
  await open(page, 'client_name');
  const other = await context.newPage();
  await other.goto(page.url());
  await becomeAlive(other);
  await typeAndSave(page, 'client_first_name', 'Rosalind');
  await typeAndSave(other, 'client_last_name', 'Tamworth');
  for (const tab of [other, page]) {
    await tab.reload();
    await becomeAlive(tab);
    await expect(field(tab, 'client_first_name')).toHaveValue('Rosalind');
    await expect(field(tab, 'client_last_name')).toHaveValue('Tamworth');
    await expect(tab.getByText(/two different answers/i)).toHaveCount(0);
  }
  // Two pages are two replicas, each of which counts from 1 (S-3).
  const log = await said(page);
  expect(new Set(log.map((one) => one.op.id.replica)).size).toBe(2);
  expect(log.map((one) => one.op.id.n)).toEqual([1, 1]);
});

test('s_51 two tabs say different things of one question: both are shown and one is chosen', async ({
  page,
  context,
}) => {
  await open(page, 'client_name');
  const other = await context.newPage();
  await other.goto(page.url());
  await becomeAlive(other);
  await typeAndSave(page, 'client_first_name', 'Rosalind');
  // The other tab has not seen that yet.
  await typeAndSave(other, 'client_first_name', 'Rosamund');
  await page.reload();
  await becomeAlive(page);
  const told = page.locator('#wizard');
  await expect(told.getByText(/two different answers/i).first()).toBeVisible();
  await expect(told.getByText(/Rosalind/).first()).toBeVisible();
  await page
    .getByRole('button', { name: /Use this/ })
    .first()
    .click();
  await expect(page.getByText(/two different answers/i)).toHaveCount(0);
  await expect(status(page)).toHaveText(SAVED);
});

test('scripting goes off half-way: the plain pages have the same draft, and the wizard has theirs', async ({
  page,
  browser,
}) => {
  await open(page, 'client_name');
  await typeAndSave(page, 'client_first_name', 'Rosalind');
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: new URL(page.url()).origin,
  });
  const plain = await context.newPage();
  await plain.goto(page.url());
  await expect(field(plain, 'client_first_name')).toHaveValue('Rosalind');
  await field(plain, 'client_last_name').fill('Tamworth');
  await plain.getByRole('button', { name: 'Save and come back later' }).click();
  await plain.waitForURL(new RegExp(`${application}$`));
  await context.close();
  await page.reload();
  await becomeAlive(page);
  await expect(field(page, 'client_first_name')).toHaveValue('Rosalind');
  await expect(field(page, 'client_last_name')).toHaveValue('Tamworth');
});

test.describe('without a line', () => {
  test.use({ expectedComplaints: /Failed to load resource: net::ERR_/ });

  test('typing goes on while the server is away, and is sent when it is back', async ({ page }) => {
    await open(page, 'client_name');
    await typeAndSave(page, 'client_first_name', 'Ros');
    await page.route(PUSH, (route) => route.abort());
    await field(page, 'client_first_name').fill('Rosalind');
    await field(page, 'client_first_name').blur();
    await expect(status(page)).toHaveText('No connection. Keep this page open. 1 answer to send.');
    await field(page, 'client_last_name').pressSequentially('Tamworth');
    await field(page, 'client_last_name').blur();
    await expect(status(page)).toHaveText('No connection. Keep this page open. 2 answers to send.');
    await expect(field(page, 'client_last_name')).toHaveValue('Tamworth');
    expect(await valuesAt(page, 'client_last_name')).toEqual([]);
    await page.unroute(PUSH);
    await expect(status(page)).toHaveText(SAVED, { timeout: 30_000 });
    expect(await valuesAt(page, 'client_first_name')).toEqual(['Ros', 'Rosalind']);
    expect(await valuesAt(page, 'client_last_name')).toEqual(['Tamworth']);
  });

  test('the browser says that the line is back: what waits is sent at once', async ({ page, context }) => {
    await open(page, 'client_name');
    await context.setOffline(true);
    await field(page, 'client_first_name').fill('Rosalind');
    await field(page, 'client_first_name').blur();
    await expect(status(page)).toHaveText('No connection. Keep this page open. 1 answer to send.');
    await context.setOffline(false);
    await expect(status(page)).toHaveText(SAVED);
    expect(await valuesAt(page, 'client_first_name')).toEqual(['Rosalind']);
  });

  test('pages are turned without a line as well', async ({ page, context }) => {
    await turnPage(page);
    await context.setOffline(true);
    await page.goBack();
    await choice(page, 'client_contact_safe', 'no').check();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page).toHaveURL(/client_contact$/);
    await expect(page.locator('#wizard h1')).toBeVisible();
    await context.setOffline(false);
    await expect(status(page)).toHaveText(SAVED);
    expect(await valuesAt(page, 'client_contact_safe')).toEqual(['yes', 'no']);
  });
});

test('s_1 Saved is said only after the reply', async ({ page }) => {
  await open(page, 'client_name');
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let tell: () => void = () => undefined;
  const sent = new Promise<void>((resolve) => (tell = resolve));
  await page.route(PUSH, async (route) => {
    // The server has it; the reply is held back.
    const reply = await route.fetch();
    tell();
    await held;
    await route.fulfill({ response: reply });
  });
  const said = await wordsOfStatus(page);
  await field(page, 'client_first_name').fill('Rosalind');
  await field(page, 'client_first_name').blur();
  await sent;
  await expect(status(page)).toHaveText('Saving…');
  expect((await said()).filter((words) => SAVED.test(words))).toEqual([]);
  release();
  await expect(status(page)).toHaveText(SAVED);
});

test('s_1 typing on takes Saved back at once', async ({ page }) => {
  await open(page, 'client_name');
  await typeAndSave(page, 'client_first_name', 'Ros');
  const words = await page.evaluate(async () => {
    const box = document.querySelector<HTMLInputElement>('#wizard [name=client_first_name]');
    if (!box) return 'no box';
    box.value = 'Rosa';
    box.dispatchEvent(new Event('input', { bubbles: true }));
    // The frame after the event shows what it led to.
    await new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)));
    return document.querySelector('.app-status-line')?.textContent ?? '';
  });
  expect(words).toBe('Saving…');
});

/** Notes from now on what the status line says; answers all of it when asked. */
async function wordsOfStatus(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const line = document.querySelector('.app-status-line');
    const note = () => said.push(line?.textContent ?? '');
    if (line) new MutationObserver(note).observe(line, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { said: string[] }).said);
}

test('s_53 a branch that is closed and opened again has its answers', async ({ page }) => {
  await open(page, 'client_identity');
  await choice(page, 'client_has_nino', 'yes').check();
  await typeAndSave(page, 'client_nino', 'QQ123401C');
  await choice(page, 'client_has_nino', 'no').check();
  await expect(field(page, 'client_nino')).toHaveCount(0);
  await choice(page, 'client_has_nino', 'yes').check();
  await expect(field(page, 'client_nino')).toHaveValue(/^QQ ?12 ?34 ?01 ?C$/);
  // Nothing was said of it in between.
  expect((await logOf(page, application)).filter((one) => one.op.at === 'client_nino')).toHaveLength(1);
});

test('an error stands at its field and in the summary, which leads there', async ({ page }) => {
  await open(page, 'client_name');
  for (const [part, text] of [
    ['day', '31'],
    ['month', '2'],
    ['year', '2010'],
  ] as const) {
    await field(page, `client_dob-${part}`).fill(text);
  }
  await page.getByRole('button', { name: 'Save and continue' }).click();
  const summary = page.locator('.govuk-error-summary');
  await expect(summary).toBeFocused();
  const group = page.locator('.govuk-form-group--error', { has: page.locator('[name=client_dob-day]') }).first();
  const words = (await group.locator('.govuk-error-message').first().innerText()).replace(/^Error:\s*/, '');
  expect(words).toContain('real date');
  await summary.getByRole('link', { name: words }).click();
  await expect(field(page, 'client_dob-day')).toBeFocused();
  // It goes with the answer.
  await field(page, 'client_dob-day').fill('14');
  await field(page, 'client_dob-day').blur();
  await expect(group).toHaveCount(0);
  await expect(summary.getByRole('link', { name: words })).toHaveCount(0);
});

test.describe('s_6 what is being typed is closed and sent', () => {
  let pushes: string[];

  // The clock stands still, so that nothing is closed because it was quiet for long enough.
  test.beforeEach(async ({ page }) => {
    await turnPage(page);
    await expect(status(page)).toHaveText(SAVED);
    await page.clock.setFixedTime(new Date());
    pushes = [];
    page.on('request', (request) => {
      if (request.url().endsWith('/sync/v1/push')) pushes.push(request.postData() ?? '');
    });
    await field(page, 'client_email').pressSequentially('rosalind@example.com');
    await expect(status(page)).toHaveText('Saving…');
    expect(
      pushes.filter((body) => body.includes('rosa')),
      'nothing is sent while one types',
    ).toEqual([]);
  });

  const expectSent = async (page: Page) => {
    await expect.poll(() => valuesAt(page, 'client_email')).toEqual(['rosalind@example.com']);
  };

  test('after a second of quiet', async ({ page }) => {
    await page.clock.setFixedTime(new Date(Date.now() + 60_000));
    await expectSent(page);
  });

  test('when the field is left', async ({ page }) => {
    await page.keyboard.press('Tab');
    await expectSent(page);
  });

  test('when the change is committed', async ({ page }) => {
    await field(page, 'client_email').dispatchEvent('change');
    await expectSent(page);
  });

  test('when another field is typed in', async ({ page }) => {
    await field(page, 'client_mobile').evaluate((box: HTMLInputElement) => {
      box.value = '0';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await expectSent(page);
    expect(await valuesAt(page, 'client_mobile')).toEqual([]);
  });

  test('when the page is turned', async ({ page }) => {
    await page.evaluate(() => history.back());
    await page.waitForURL(/client_safe_contact$/);
    await expectSent(page);
  });

  test('when the page is hidden', async ({ page }) => {
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { value: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expectSent(page);
  });

  test('when the page goes away', async ({ page, context }) => {
    const other = await context.newPage();
    await other.goto('/applications');
    await page.goto('about:blank');
    await expect.poll(() => valuesAt(other, 'client_email')).toEqual(['rosalind@example.com']);
  });
});
