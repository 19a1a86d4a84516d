// Two people answer the same question without knowing of each other: both answers are shown, one is chosen, with scripting and
// without (F-19, S-29, S-50).
import { becomeAlive, startApplication } from '../personas/walking';
import { expect, expectAccessible, signIn, test } from './support/fixtures';
import type { BrowserContext, Page } from '@playwright/test';

interface Desks {
  application: string;
  mine: Page;
  close: () => Promise<void>;
}

test.setTimeout(120_000);

/** Two pages have the same page open, both answer, the other first; what the first sees then. */
async function disagree(joan: Page, other: BrowserContext): Promise<Desks> {
  await signIn(joan, 'joan.petherick');
  const application = await startApplication(joan);
  const second = await other.newPage();
  await signIn(second, 'joan.petherick');
  await joan.goto(`${application}/pages/client_name`);
  await second.goto(`${application}/pages/client_name`);
  await second.getByLabel('First name').fill('Willa');
  await second.getByRole('button', { name: 'Save and come back later' }).click();
  await second.waitForURL(new RegExp(`${application}$`));
  await joan.getByLabel('First name').fill('Wilhelmina');
  await joan.getByRole('button', { name: 'Save and come back later' }).click();
  await joan.waitForURL(new RegExp(`${application}$`));
  await joan.goto(`${application}/pages/client_name`);
  return { application, mine: joan, close: () => other.close() };
}

test.describe('with scripting off', () => {
  test.use({ javaScriptEnabled: false });

  test('f_19 both answers are shown and one is chosen', async ({ page, browser }) => {
    const other = await browser.newContext({ javaScriptEnabled: false, baseURL: test.info().project.use.baseURL });
    const { mine, application, close } = await disagree(page, other);
    await expect(mine.locator('#wizard')).toContainText('Two different answers were given. Choose one');
    await expect(mine.getByText(/^Joan Petherick, \d\d:\d\d: “Willa”\.$/)).toBeVisible();
    await expect(mine.getByText(/^Joan Petherick, \d\d:\d\d: “Wilhelmina”\.$/)).toBeVisible();
    await expect(mine.getByLabel('First name'), 'nothing is chosen for anybody').toHaveValue('');
    await mine.getByRole('button', { name: 'Use this' }).first().click();
    await expect(mine.getByText('Two different answers')).toHaveCount(0);
    await expect(mine.getByLabel('First name')).toHaveValue('Willa');
    await mine.goto(`${application}/check`);
    await expect(mine.locator('.govuk-summary-list__row', { hasText: 'First name' }).first()).toContainText('Willa');
    await close();
  });

  test('going on without choosing chooses nothing; another answer ends it', async ({ page, browser }) => {
    const other = await browser.newContext({ javaScriptEnabled: false, baseURL: test.info().project.use.baseURL });
    const { mine, close } = await disagree(page, other);
    await mine.getByRole('button', { name: 'Save and continue' }).last().click();
    await expect(mine.locator('#wizard')).toContainText('Two different answers were given. Choose one');
    await mine.getByLabel('First name').fill('Mina');
    await mine.getByRole('button', { name: 'Save and continue' }).last().click();
    await expect(mine.getByText('Two different answers')).toHaveCount(0);
    await expect(mine.getByLabel('First name')).toHaveValue('Mina');
    await close();
  });
});

test('both answers are shown in the wizard and one is chosen', async ({ page, browser }) => {
  const other = await browser.newContext({ baseURL: test.info().project.use.baseURL });
  const { mine, close } = await disagree(page, other);
  await becomeAlive(mine);
  await expect(mine.getByText(/^Joan Petherick, \d\d:\d\d: “Willa”\.$/)).toBeVisible();
  await expectAccessible(mine);
  await mine.getByRole('button', { name: 'Use this' }).last().click();
  await expect(mine.getByLabel('First name')).toHaveValue('Wilhelmina');
  await expect(mine.getByText('Two different answers')).toHaveCount(0);
  await expect(mine.getByText(/^Saved \d\d:\d\d$/)).toBeVisible();
  await mine.reload();
  await becomeAlive(mine);
  await expect(mine.getByLabel('First name')).toHaveValue('Wilhelmina');
  await close();
});
