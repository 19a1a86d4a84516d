// The plain form and the living form of a page are drawn by different code from the same options: page by page, on the same
// draft, they say the same (S-16, S-23).
import { answersOf, persona } from '../personas/answers';
import { fill } from '../personas/filling';
import { answerEverything, becomeAlive, startApplication } from '../personas/walking';
import { describeBoth } from './support/describing';
import { enter, expect, signIn, startQuietly, test } from './support/fixtures';
import type { Page } from '@playwright/test';

test.setTimeout(600_000);

/** So often in a row both forms must differ alike, while nothing waits to be saved, before they are said to differ. */
const CERTAIN = 4;

/**
 * What differs between both forms of the page, as a diff; empty if they say the same. They are read until they do, or
 * until the server has everything and they differ still.
 */
async function differences(page: Page, what: string, continued: boolean): Promise<string> {
  let different = '';
  let alike = 0;
  await expect
    .poll(
      async () => {
        const { living, plain } = await describeBoth(page, continued);
        const status = (await page.locator('.app-status-line').innerText()).trim();
        const now = diff(living, plain);
        alike = now === different && /^(Saved .*)?$/.test(status) ? alike + 1 : 0;
        different = now;
        return different === '' || alike >= CERTAIN;
      },
      { timeout: 30_000, intervals: [100, 200, 400, 400, 400, 400, 400] },
    )
    .toBe(true);
  return different && `${what}: the plain form (-) and the living one (+)\n${different}`;
}

/** Lines of only one side, in their order, each with the last line before it that both have. */
function diff(living: string[], plain: string[]): string {
  const common = longestCommon(plain, living);
  const found: string[] = [];
  let [left, right] = [0, 0];
  for (const shared of [...common, undefined]) {
    const removed: string[] = [];
    while (left < plain.length && plain[left] !== shared) removed.push(`- ${plain[left++]}`);
    while (right < living.length && living[right] !== shared) removed.push(`+ ${living[right++]}`);
    if (removed.length > 0)
      found.push(
        left > 0 ? `  ${plain[left - removed.filter((line) => line.startsWith('-')).length - 1] ?? ''}` : '',
        ...removed,
      );
    [left, right] = [left + 1, right + 1];
  }
  return found.filter(Boolean).join('\n');
}

/** The longest list of lines that stands in both, in order. */
function longestCommon(one: string[], other: string[]): string[] {
  const lengths = one.map(() => other.map(() => 0));
  const at = (row: number, column: number) => lengths[row]?.[column] ?? 0;
  for (let row = one.length - 1; row >= 0; row -= 1) {
    for (let column = other.length - 1; column >= 0; column -= 1) {
      const line = lengths[row] as number[];
      line[column] =
        one[row] === other[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const common: string[] = [];
  let [row, column] = [0, 0];
  while (row < one.length && column < other.length) {
    if (one[row] === other[column]) {
      common.push(one[row] as string);
      [row, column] = [row + 1, column + 1];
    } else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return common;
}

for (const id of ['P08', 'P01']) {
  test(`every page that ${id} meets says the same plain and alive`, async ({ page }) => {
    await signIn(page, 'joan.petherick');
    const application = await startApplication(page);
    let wasContinued = false;
    const compare = async (what: string) => {
      // Soft: one page that differs does not hide the next.
      expect.soft(await differences(page, what, wasContinued), what).toBe('');
    };
    const visited = await answerEverything(page, application, persona(id), {
      alive: true,
      look: async (pageId, moment) => {
        if (moment === 'filled') return compare(`${pageId}, filled`);
        wasContinued = false;
        await compare(`${pageId}, untouched`);
        if (await continueEmpty(page)) {
          wasContinued = true;
          await compare(`${pageId}, with errors`);
        }
      },
    });
    expect(visited.length).toBeGreaterThan(40);
  });
}

/** Continues a form as it is; whether it stayed, with errors. Where it let go, it goes back to it. */
async function continueEmpty(page: Page): Promise<boolean> {
  const form = page.locator('#wizard');
  const button = form.getByRole('button', { name: 'Save and continue' });
  const isMissing = await page.evaluate(async () => {
    const reply = await fetch(`${location.pathname}?errors`);
    return (await reply.text()).includes('govuk-error-summary');
  });
  if (!isMissing || (await button.count()) === 0) return false;
  const before = page.url();
  await button.click();
  const summary = form.locator('.govuk-error-summary');
  await expect.poll(async () => (await summary.isVisible()) || page.url() !== before).toBe(true);
  if (page.url() === before) return true;
  await page.goBack();
  await expect(page).toHaveURL(before);
  return false;
}

test('a page that stops says the same plain and alive', async ({ page }) => {
  await enter(page, 'joan.petherick');
  const application = await startQuietly(page);
  await page.goto(`${application}/pages/start_office`);
  await becomeAlive(page);
  await fill(page, answersOf(persona('P08'), 'start_office', 1));
  await page.locator('#wizard [name=provider_category][value=other]').check();
  await page.locator('#wizard').getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.locator('#wizard').getByRole('button', { name: 'Go to the task list' })).toBeVisible();
  expect(await differences(page, 'the stop page', false)).toBe('');
});
