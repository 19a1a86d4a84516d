// Who may see and do what, on the screens: another firm, a preparer, a supervisor, and whoever has signed out (F-69).
import { persona } from '../personas/answers';
import { postEverything } from '../personas/posting';
import { sendForReview } from '../personas/walking';
import { enter, expect, startQuietly, test } from './support/fixtures';
import type { Browser, Page } from '@playwright/test';

// A screen that is not there is a failed resource to the browser.
test.use({ javaScriptEnabled: false, expectedComplaints: /status of (401|403|404|409)/ });
test.setTimeout(120_000);

/** Another person's browser. */
async function browserOf(browser: Browser, page: Page, signInName: string): Promise<Page> {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: new URL(page.url()).origin });
  const theirs = await context.newPage();
  await enter(theirs, signInName);
  return theirs;
}

/** What stands in the middle of a screen, without what differs from request to request. */
async function wordsOf(page: Page): Promise<string> {
  const words = await page.locator('main').innerText();
  return words.replace(/[0-9a-f]{16}/g, 'NUMBER');
}

test('the application of another firm is not there, as one that never was', async ({ page, browser }) => {
  await enter(page, 'joan.petherick');
  const application = await startQuietly(page);
  expect((await page.goto(application))?.status()).toBe(200);
  const other = await browserOf(browser, page, 'hester.quillfeather');
  const unknown = application.replace(/[0-9a-f]{8}$/, '00000000');
  for (const below of ['', '/pages/client_name', '/check', '/send-for-review', '/review', '/record']) {
    const shown = [];
    for (const one of [application, unknown]) {
      const reply = await other.goto(`${one}${below}`);
      shown.push([reply?.status(), await other.title(), await wordsOf(other)]);
    }
    expect(shown[0], `${below}: another firm's and an unknown one`).toEqual(shown[1]);
    expect(shown[0]?.[0], below).toBe(404);
    expect(shown[0]?.[2]).toContain('We cannot find that, or you may not see it.');
  }
  await other.goto('/applications');
  await expect(other.locator(`a[href="${application}"]`)).toHaveCount(0);
  await other.context().close();
});

test('who signs out is out: the old cookie opens nothing', async ({ page, context }) => {
  await enter(page, 'joan.petherick');
  await page.goto('/applications');
  await expect(page.getByRole('heading', { name: 'Applications' })).toBeVisible();
  const cookies = await context.cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
  await context.clearCookies();
  await context.addCookies(cookies);
  await page.goto('/applications');
  await expect(page.getByRole('heading', { name: 'Applications' })).toHaveCount(0);
  await expect(page.locator('main')).toContainText('Sign in');
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Start an application' })).toHaveCount(0);
});

test.describe('an application in review', () => {
  let application: string;

  test.beforeEach(async ({ page }) => {
    await enter(page, 'joan.petherick');
    application = await startQuietly(page);
    await postEverything(page, application, persona('P08'));
    await sendForReview(page, application, 'Ready.');
  });

  test('is read by its preparer, not changed, until they take it back', async ({ page }) => {
    await page.goto(application);
    await expect(page.getByText(/^Malcolm Eversholt is reviewing this since \d\d:\d\d\.$/)).toBeVisible();
    await page.goto(`${application}/pages/client_name`);
    await expect(page.locator('[name=client_first_name]')).toHaveValue('Finley');
    await expect(page.locator('[name=client_first_name]')).not.toBeEditable();
    await expect(page.getByText('You can read this application, but not change it at present.')).toBeVisible();
    await expect(page.locator('#wizard').getByRole('button')).toHaveCount(0);
    await page.goto(`${application}/check`);
    await expect(page.getByRole('link', { name: /^Change/ })).toHaveCount(0);

    await page.goto(application);
    await page.getByRole('button', { name: 'Take back' }).click();
    await expect(page.getByText(/^Joan Petherick took this back from review on /)).toBeVisible();
    await page.goto(`${application}/pages/client_name`);
    await page.locator('[name=client_first_name]').fill('Fenella');
    await page.getByRole('button', { name: 'Save and come back later' }).click();
    await page.waitForURL(new RegExp(`${application}$`));
    await expect(page.getByRole('heading', { level: 1 })).toContainText('Fenella Ashgrove');
  });

  test('shows its preparer, and a supervisor who may not, no form that approves', async ({ page, browser }) => {
    const sabine = await browserOf(browser, page, 'sabine.corfield');
    for (const theirs of [page, sabine]) {
      await theirs.goto(`${application}/review`);
      await expect(theirs.getByRole('button', { name: 'Approve and submit' })).toHaveCount(0);
      await expect(theirs.getByLabel('I make this declaration')).toHaveCount(0);
    }
    await expect(sabine.getByText(/Only an authorised litigator can do this\./)).toBeVisible();
    await expect(sabine.getByRole('button', { name: 'Send back' })).toBeVisible();
    const malcolm = await browserOf(browser, page, 'malcolm.eversholt');
    await malcolm.goto(`${application}/review`);
    await expect(malcolm.getByRole('button', { name: 'Approve and submit' })).toBeVisible();
    await Promise.all([sabine.context().close(), malcolm.context().close()]);
  });

  test('f_69 is not approved as it was read when it has changed since', async ({ page, browser }) => {
    const supervisor = await browserOf(browser, page, 'malcolm.eversholt');
    await supervisor.goto(`${application}/review`);
    await expect(supervisor.getByText('You are looking at this for the first time.')).toBeVisible();

    // While the supervisor reads, the preparer takes it back, changes an answer and sends it again.
    await page.goto(application);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.goto(`${application}/pages/client_name`);
    await page.locator('[name=client_first_name]').fill('Fenella');
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await page.waitForURL((url) => !url.pathname.endsWith('client_name'));
    await expect.poll(() => isReady(page, application)).toBe(true);
    await sendForReview(page, application, 'One name was wrong.');

    await supervisor.getByLabel('Your full name').fill('Malcolm Eversholt');
    await supervisor.getByLabel('Solicitor', { exact: true }).check();
    await supervisor.getByLabel('I make this declaration').check();
    await supervisor.getByRole('button', { name: 'Approve and submit' }).click();
    await expect(supervisor.locator('.govuk-error-summary')).toContainText(
      'The application changed while you were reading it. Nothing was done.',
    );
    await expect(supervisor.getByText('Finley').first()).toBeVisible();
    await expect(supervisor.getByText('Fenella').first()).toBeVisible();
    await page.goto(application);
    await expect(page.getByText('In review', { exact: true })).toBeVisible();

    // What is on the screen now may be approved: what was typed is still there.
    await expect(supervisor.getByLabel('Your full name')).toHaveValue('Malcolm Eversholt');
    await supervisor.getByLabel('I make this declaration').check();
    await supervisor.getByRole('button', { name: 'Approve and submit' }).click();
    await supervisor.waitForURL(/\/record$/);
    await expect(supervisor.getByText('Fenella').first()).toBeVisible();
    await supervisor.context().close();
  });
});

/** Whether nothing stands in the way of sending; answers that rest on the changed one are said to be right still. */
async function isReady(page: Page, application: string): Promise<boolean> {
  await page.goto(`${application}/send-for-review`);
  const left = page.locator('.app-blockers a').first();
  if ((await left.count()) === 0) return true;
  await left.click();
  const form = page.locator('#wizard');
  const still = form.getByRole('button', { name: 'This is still right' });
  if ((await still.count()) > 0) await still.first().click();
  else
    await form
      .getByRole('button', { name: /continue/i })
      .first()
      .click();
  return false;
}
