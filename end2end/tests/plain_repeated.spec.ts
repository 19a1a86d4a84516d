// The same plain form sent more than once (F-30): a double click, Back and again, a reload, a replay. It is applied once,
// rows too; what was changed is a new answer; nobody is asked to choose between their own answers.
import { startApplication } from '../personas/walking';
import { logOf, sendAgain } from './support/drafts';
import { expect, signIn, test } from './support/fixtures';
import type { Page } from '@playwright/test';

test.use({ javaScriptEnabled: false });

let application: string;

test.beforeEach(async ({ page }) => {
  await signIn(page, 'joan.petherick');
  application = await startApplication(page);
});

/** Every form of the wizard that the browser sends from now on. */
function formsOf(page: Page): { url: string; body: string }[] {
  const sent: { url: string; body: string }[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push({ url: request.url(), body: request.postData() ?? '' });
  });
  return sent;
}

/** Clicks a button, and again once the server has the first form, before its reply comes. */
async function clickTwice(page: Page, name: string): Promise<void> {
  let tell: () => void;
  const arrived = new Promise<void>((resolve) => (tell = resolve));
  let isFirst = true;
  await page.route(/\/pages\//, async (route) => {
    if (!isFirst || route.request().method() !== 'POST') return route.fallback();
    isFirst = false;
    // It reaches the server; its reply is left hanging, and the browser gives it up for the second.
    await route.fetch({ maxRedirects: 0 });
    tell();
  });
  const button = page.getByRole('button', { name });
  await button.scrollIntoViewIfNeeded();
  const box = await button.boundingBox();
  if (!box) throw new Error(`no button ${name}`);
  // The mouse itself: a locator would wait for the page that is under way.
  const click = () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await click();
  await arrived;
  await click();
}

/** Says the client's first name and goes on. */
async function sayFirstName(page: Page, name: string): Promise<void> {
  await page.locator('[name=client_first_name]').fill(name);
  await page.getByRole('button', { name: 'Save and continue' }).click();
}

/** Expects an answer, given once, and nothing to choose between. */
async function expectFirstName(page: Page, name: string, times: number): Promise<void> {
  await page.goto(`${application}/pages/client_name`);
  await expect(page.locator('[name=client_first_name]')).toHaveValue(name);
  await expect(page.getByText(/two different answers/i)).toHaveCount(0);
  await page.goto(`${application}/check`);
  await expect(page.getByText(/two different answers/i)).toHaveCount(0);
  const given = (await logOf(page, application)).filter((one) => one.op.at === 'client_first_name');
  expect(given.map((one) => one.op.kind.do)).toEqual(Array.from({ length: times }, () => 'set'));
}

test('f_30 a double click on Add adds one row', async ({ page }) => {
  await page.goto(`${application}/pages/proc_list`);
  const sent = formsOf(page);
  await clickTwice(page, 'Add one');
  await expect(page).toHaveURL(/\/pages\/proc_search\//);
  expect(sent.length, 'the form was sent twice').toBe(2);
  await page.goto(`${application}/pages/proc_list`);
  await expect(page.locator('#wizard .govuk-summary-list__row')).toHaveCount(1);
  const added = (await logOf(page, application)).filter((one) => one.op.kind.do === 'add_row');
  expect(added).toHaveLength(1);
});

test('f_30 a double click on Continue answers once', async ({ page }) => {
  await page.goto(`${application}/pages/client_name`);
  const sent = formsOf(page);
  await page.locator('[name=client_first_name]').fill('Ada');
  await clickTwice(page, 'Save and continue');
  await expect(page).toHaveURL(/client_name\?errors/);
  expect(sent.length, 'the form was sent twice').toBe(2);
  await expectFirstName(page, 'Ada', 1);
});

test('f_30 Back and again, unchanged and changed, is never two answers', async ({ page }) => {
  await page.goto(`${application}/pages/start_terms`);
  await page.locator('[name=app_start_terms]').check();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('start_terms'));
  await page.goBack();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('start_terms'));
  expect((await logOf(page, application)).filter((one) => one.op.at.startsWith('app_start_terms'))).toHaveLength(1);

  await page.goto(`${application}/pages/client_name`);
  await sayFirstName(page, 'Ada');
  await page.waitForURL(/client_name\?errors/);
  await page.goBack();
  await sayFirstName(page, 'Bea');
  await page.waitForURL(/client_name\?errors/);
  await expectFirstName(page, 'Bea', 2);
});

test('f_30 a form kept from before is taken again: unchanged it does nothing, changed it is the answer', async ({
  page,
}) => {
  await page.goto(`${application}/pages/client_name`);
  const sent = formsOf(page);
  await sayFirstName(page, 'Ada');
  await page.waitForURL(/client_name\?errors/);
  const [first] = sent;
  if (!first) throw new Error('nothing was sent');
  await sayFirstName(page, 'Bea');
  await page.waitForURL(/client_name\?errors/);
  await expectFirstName(page, 'Bea', 2);

  const before = await logOf(page, application);
  for (let times = 0; times < 10; times += 1) await sendAgain(page, first);
  expect(await logOf(page, application)).toEqual(before);
  await expectFirstName(page, 'Bea', 2);

  // What its author saw when the form was made is older than their own later answer: they do not contradict themselves.
  await sendAgain(page, first, { client_first_name: 'Cleo' });
  await expectFirstName(page, 'Cleo', 3);
});

test('f_30 the same form at the same moment ten times over adds one row', async ({ page }) => {
  await page.goto(`${application}/pages/proc_list`);
  const form = {
    url: page.url(),
    body: new URLSearchParams(
      await page
        .locator('#wizard input[type=hidden]')
        .evaluateAll((all) =>
          all.map((field) => [(field as HTMLInputElement).name, (field as HTMLInputElement).value]),
        ),
    ).toString(),
  };
  const add = await page.getByRole('button', { name: 'Add one' }).getAttribute('value');
  await Promise.all(Array.from({ length: 10 }, () => sendAgain(page, form, { _do: add ?? '' })));
  await page.reload();
  await expect(page.locator('#wizard .govuk-summary-list__row')).toHaveCount(1);
  // A form made anew is another press of the button.
  await page.getByRole('button', { name: 'Add another' }).click();
  await page.waitForURL(/\/pages\/proc_search\//);
  await page.goto(`${application}/pages/proc_list`);
  await expect(page.locator('#wizard .govuk-summary-list__row')).toHaveCount(2);
});

test('f_30 the reply to a form is loaded again: errors stay, and so does the answer', async ({ page }) => {
  await page.goto(`${application}/pages/client_name`);
  await sayFirstName(page, 'Ada');
  await page.waitForURL(/client_name\?errors/);
  await page.reload();
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await expectFirstName(page, 'Ada', 1);
});

test('f_30 the reply to a search is loaded again: it is searched again, and nothing is answered', async ({ page }) => {
  await page.goto(`${application}/pages/proc_list`);
  await page.getByRole('button', { name: 'Add one' }).click();
  await page.waitForURL(/\/pages\/proc_search\//);
  await page.locator('[name$=".proc_code-search"]').fill('molestation');
  await page.locator('button[name=search]').click();
  const found = page.locator('#wizard input[type=radio]');
  await expect(found.first()).toBeVisible();
  const before = await logOf(page, application);
  const sent = formsOf(page);
  await page.reload();
  expect(sent.length, 'the browser sent the form again').toBe(1);
  await expect(found.first()).toBeVisible();
  expect(await logOf(page, application)).toEqual(before);
});
