// What a person sees, and what a person who does not see is told: screenshots and axe.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'];
const SCREENSHOTS = fileURLToPath(new URL('../../screenshots/', import.meta.url));

/** Expects that axe finds nothing on the page as it stands, to WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(LEVELS).analyze();
  const found = violations.map((violation) => ({
    rule: violation.id,
    why: violation.help,
    where: violation.nodes.map((node) => node.target.join(' ')),
  }));
  // Soft: one screen does not hide the next.
  expect.soft(found, 'axe found').toEqual([]);
}

/** Keeps the whole page as `end2end/screenshots/NAME-WIDTH.png`, for people to look at; git does not keep it. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: `${SCREENSHOTS}${name}-${width}.png`, fullPage: true });
}

/** Expects that nothing is wider than the page, so that nobody scrolls sideways (WCAG 1.4.10). */
export async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect.soft(over, 'pixels wider than the page').toBeLessThanOrEqual(0);
}
