// Whoever leaves the wizard while an answer is still on its way loses nothing: the next screen waits for it, and a page that
// goes at once sends it all the same (S-1, S-6).
import { becomeAlive, startApplication } from '../personas/walking';
import { expect, signIn, test } from './support/fixtures';
import type { Page } from '@playwright/test';

/** Opens the page of the client's name in the wizard, with a line that takes its time. */
async function openSlowly(page: Page): Promise<string> {
  await signIn(page, 'joan.petherick');
  const application = await startApplication(page);
  await page.route('**/sync/v1/push', async (route) => {
    const reply = await route.fetch();
    await new Promise((done) => setTimeout(done, 500));
    await route.fulfill({ response: reply }).catch(() => undefined);
  });
  await page.goto(`${application}/pages/client_name`);
  await becomeAlive(page);
  return application;
}

/** Types a name and half a date, and stays in the last box. */
async function type(page: Page): Promise<void> {
  await page.getByLabel('First name').fill('Wilhelmina');
  await page.getByLabel('Last name', { exact: true }).fill('Ash');
  await page.getByLabel('Day').fill('7');
  await page.getByLabel('Month').fill('4');
}

async function expectKept(page: Page, application: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${application}/check`);
    const row = (label: string) => page.locator('.govuk-summary-list__row', { hasText: label }).first();
    await expect(row('First name')).toContainText('Wilhelmina', { timeout: 500 });
    await expect(row('Last name')).toContainText('Ash', { timeout: 500 });
    await expect(row('Date of birth')).toContainText('7/4/', { timeout: 500 });
  }).toPass();
}

test.setTimeout(120_000);

test('a link out of the wizard waits until everything is saved', async ({ page }) => {
  const application = await openSlowly(page);
  await type(page);
  await expect(page.locator('.govuk-error-message'), 'nobody is told of half a date while typing').toHaveCount(0);
  await page.getByRole('link', { name: 'Applications' }).first().click();
  await page.waitForURL(/\/applications$/);
  await expectKept(page, application);
});

test('the way back of the browser leaves a session behind that goes on sending', async ({ page }) => {
  const application = await openSlowly(page);
  await page.getByRole('link', { name: /^Links/ }).first().click();
  await page.waitForURL(/\/pages\//);
  await page.goBack();
  await page.waitForURL(/client_name$/);
  await type(page);
  await page.goBack();
  await expectKept(page, application);
});

test('s_6 a page that goes sends what it has', async ({ page }) => {
  const application = await openSlowly(page);
  await type(page);
  await page.goto('/sign-in');
  await expectKept(page, application);
});
