// Every screen can be used by everyone, at a desk, on a tablet and on a phone: axe finds nothing, nothing is wider than the
// page at 320 px or with letters of twice the size (WCAG 1.4.4, 1.4.10), and the keyboard alone is enough. What it looked
// like is kept as pictures.
import { persona } from '../personas/answers';
import { postEverything } from '../personas/posting';
import { approve, becomeAlive, sendForReview } from '../personas/walking';
import {
  enter,
  expect,
  expectAccessible,
  expectNoSidewaysScrolling,
  keepScreenshot,
  startQuietly,
  test,
} from './support/fixtures';
import type { Page } from '@playwright/test';

test.setTimeout(240_000);

/** The narrowest page that must not scroll sideways, in CSS pixels. */
const NARROWEST = 320;

/** Looks at a screen in every way. */
async function look(page: Page, name: string): Promise<void> {
  await test.step(`looks at ${name}`, async () => {
    await expectAccessible(page);
    await expectNoSidewaysScrolling(page);
    await keepScreenshot(page, name);
    const size = page.viewportSize();
    if (size && size.width < 400) {
      await page.setViewportSize({ width: NARROWEST, height: size.height });
      await expectNoSidewaysScrolling(page);
      await keepScreenshot(page, name);
      await page.setViewportSize(size);
    }
    await doubleLetters(page, true);
    await expectNoSidewaysScrolling(page);
    await doubleLetters(page, false);
  });
}

/** Letters of twice the size, as a person's own setting of the browser has it. */
async function doubleLetters(page: Page, are: boolean): Promise<void> {
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
  const before = await size();
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setFontSizes', {
    fontSizes: are ? { standard: 32, fixed: 26 } : { standard: 16, fixed: 13 },
  });
  await session.detach();
  await expect.poll(size, 'how large letters are').toBe(are ? before * 2 : before / 2);
}

/** A page of the wizard, alive. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await becomeAlive(page);
}

/** Continues without an answer and waits for what is wrong. */
async function continueEmpty(page: Page): Promise<void> {
  await page.locator('#wizard').getByRole('button', { name: 'Save and continue' }).click();
  await page.locator('.govuk-error-summary').waitFor();
}

// A sign-in or an approval that is refused is a failed request to the browser.
test.use({ expectedComplaints: /status of 422/ });

test('screens before and around an application @widths', async ({ page }) => {
  await page.goto('/sign-in');
  await look(page, 'sign-in');
  await page.getByLabel('User name').fill('nobody');
  await page.getByLabel('Password').fill('nothing');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('.govuk-error-summary').waitFor();
  await look(page, 'sign-in-refused');
  await enter(page, 'joan.petherick');
  const application = await startQuietly(page);
  await page.goto('/applications');
  await look(page, 'applications');
  await page.goto(application);
  await look(page, 'task-list');
  await page.goto(`${application}/check`);
  await look(page, 'check-everything-begun');
  await page.goto(`${application}/send-for-review`);
  await look(page, 'send-not-ready');
});

test.describe('what is not there', () => {
  test.use({ expectedComplaints: /status of 404/ });

  test('says so @widths', async ({ page }) => {
    await enter(page, 'joan.petherick');
    await page.goto('/applications/00000000000000000000000000000000');
    await look(page, 'not-there');
    await page.goto('/no-such-address');
    await look(page, 'no-such-address');
  });
});

/** A page with each kind of control: its id, and who comes to it with everything before it answered. */
const FORMS = {
  radios: ['start_kind'],
  'text-select-date': ['client_name'],
  contact: ['client_contact'],
  'national-insurance': ['client_identity'],
  address: ['client_home_find', 'P08'],
  'long-text': ['merits_opposed_reason', 'P08'],
  checkboxes: ['cap_savings', 'P01'],
  money: ['cap_account', 'P01'],
} as const;

for (const [kind, [id, someone]] of Object.entries(FORMS)) {
  test(`a page with ${kind}, empty and wrong @widths`, async ({ page }) => {
    await enter(page, 'joan.petherick');
    const application = await startQuietly(page);
    // Rows of lists have addresses of their own: where the walk stops is where one is.
    const here = someone ? await postEverything(page, application, persona(someone), id) : `${application}/pages/${id}`;
    await open(page, here);
    await look(page, `form-${kind}`);
    await continueEmpty(page);
    await look(page, `form-${kind}-errors`);
  });
}

test('a list and its search @widths', async ({ page }) => {
  await enter(page, 'joan.petherick');
  const application = await startQuietly(page);
  await open(page, `${application}/pages/proc_list`);
  await look(page, 'list-empty');
  await page.getByRole('button', { name: 'Add one' }).click();
  const box = page.locator('#wizard [role=combobox]');
  await box.fill('molestation');
  await page.locator('[role=option]').first().waitFor();
  await look(page, 'search-open');
  await box.press('Escape');
  await box.fill('');
  await continueEmpty(page);
  await look(page, 'search-errors');
  await box.fill('molestation');
  await page.locator('[role=option]').first().click();
  await page.locator('#wizard').getByRole('button', { name: 'Save and continue' }).click();
  await expect(page).not.toHaveURL(/proc_search/);
  await open(page, `${application}/pages/proc_list`);
  await look(page, 'list');
});

test('a page that stops, and one that checks @widths', async ({ page }) => {
  await enter(page, 'joan.petherick');
  const application = await startQuietly(page);
  await open(page, await postEverything(page, application, persona('P01'), 'check_client'));
  await look(page, 'check-page');
  await open(page, `${application}/pages/start_office`);
  await page.locator('#wizard [name=provider_category][value=other]').check();
  await page.locator('#wizard').getByRole('button', { name: 'Save and continue' }).click();
  await expect(page).not.toHaveURL(/start_office/);
  await expect(page.locator('#wizard').getByRole('button', { name: 'Save and continue' })).toHaveCount(0);
  await look(page, 'stop-page');
});

test('from the last look to the record @widths', async ({ page, browser }) => {
  await enter(page, 'joan.petherick');
  const application = await startQuietly(page);
  await postEverything(page, application, persona('P01'));
  await page.goto(`${application}/check`);
  await look(page, 'check-everything');
  await page.goto(`${application}/send-for-review`);
  await look(page, 'send-for-review');
  await sendForReview(page, application, 'The deadline is on Wednesday.');
  await look(page, 'task-list-in-review');
  await page.goto(`${application}/pages/client_name`);
  await look(page, 'read-only');

  const size = page.viewportSize();
  const context = await browser.newContext({ viewport: size, baseURL: new URL(page.url()).origin });
  const supervisor = await context.newPage();
  await enter(supervisor, 'malcolm.eversholt');
  await supervisor.goto('/supervision');
  await look(supervisor, 'dashboard');
  await supervisor.goto(`${application}/review`);
  await look(supervisor, 'review');
  await supervisor.getByRole('button', { name: 'Approve and submit' }).click();
  await supervisor.locator('.govuk-error-summary').waitFor();
  await look(supervisor, 'review-errors');
  await approve(supervisor, application);
  await look(supervisor, 'record');
  await context.close();
});

test.describe('by keyboard alone', () => {
  /** What has the focus: its name, whether one sees that it has it, and where it stands. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      const shows = (style: CSSStyleDeclaration) =>
        (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none';
      // Radios and checkboxes are drawn by their label.
      const label = element.nextElementSibling;
      const drawn = [getComputedStyle(element), ...(label ? [getComputedStyle(label, '::before')] : [])];
      const box = element.getBoundingClientRect();
      return {
        is: element.id || element.textContent?.trim() || element.tagName,
        tag: element.tagName,
        place: element.dataset.place ?? null,
        isSeen: drawn.some(shows),
        isOnScreen: box.bottom > 0 && box.top < innerHeight,
        top: box.top + scrollY,
      };
    });

  /** Presses Tab until something has the focus that fits; everything on the way shows that it has it, in order. */
  async function tabTo(
    page: Page,
    fits: (is: { is: string; tag: string; place: string | null }) => boolean,
  ): Promise<void> {
    let before = -1;
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const here = await focused(page);
      if (!here) continue;
      expect(here.isSeen, `one sees that ${here.is} has the focus`).toBe(true);
      expect(here.isOnScreen, `${here.is} is on the screen while it has the focus`).toBe(true);
      expect(here.top, `${here.is} comes after what stands above it`).toBeGreaterThan(before - 60);
      before = here.top;
      if (fits(here)) return;
    }
    throw new Error('the keyboard did not come there');
  }

  const place = (id: string) => (here: { place: string | null }) =>
    here.place === id || Boolean(here.place?.endsWith(`.${id}`));
  const button = (text: string) => (here: { is: string; tag: string }) => here.tag === 'BUTTON' && here.is === text;

  /** Waits until the next page of the wizard is there and has taken the focus. */
  async function expectFocusOnHeading(page: Page, address: RegExp): Promise<void> {
    await expect(page).toHaveURL(address);
    await expect
      .poll(() =>
        page.evaluate(() =>
          document.activeElement?.matches('#wizard h1, main')
            ? 'heading'
            : document.activeElement?.outerHTML.slice(0, 80),
        ),
      )
      .toBe('heading');
  }

  test('one signs in, starts, and answers the first pages', async ({ page }) => {
    await page.goto('/sign-in');
    await page.keyboard.press('Tab');
    expect((await focused(page))?.is).toBe('Skip to main content');
    await tabTo(page, place('user_name'));
    await page.keyboard.type('joan.petherick');
    await page.keyboard.press('Tab');
    await page.keyboard.type(process.env.RUSHCLIFFE_PASSWORD ?? 'copper-lantern-74-orchard');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/applications$/);
    await tabTo(page, button('Start an application'));
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/applications\/[0-9a-f]{32}$/);
    const application = new URL(page.url()).pathname;
    await tabTo(page, (here) => here.tag === 'A' && here.is === 'Contact and safety');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/client_safe_contact$/);
    await becomeAlive(page);

    // Nothing chosen: the errors have the focus, and lead to the field.
    await tabTo(page, button('Save and continue'));
    await page.keyboard.press('Enter');
    await expect(page.locator('.govuk-error-summary')).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('#wizard [name=client_contact_safe]').first()).toBeFocused();

    // Radios: arrows choose.
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await expect(page.locator('#wizard [name=client_contact_safe]').first()).toBeChecked();
    await tabTo(page, button('Save and continue'));
    await page.keyboard.press('Enter');
    await expectFocusOnHeading(page, /client_contact$/);

    // A date, in three boxes.
    await open(page, `${application}/pages/client_name`);
    await tabTo(page, place('client_dob'));
    await page.keyboard.type('7');
    await page.keyboard.press('Tab');
    await page.keyboard.type('4');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1992');
    await page.keyboard.press('Tab');
    for (const [part, text] of [
      ['day', '7'],
      ['month', '4'],
      ['year', '1992'],
    ]) {
      await expect(page.locator(`#wizard [name=client_dob-${part}]`)).toHaveValue(text ?? '');
    }

    // A list, and in it a search box: arrows and Enter choose.
    await open(page, `${application}/pages/proc_list`);
    await tabTo(page, button('Add one'));
    await page.keyboard.press('Enter');
    await expectFocusOnHeading(page, /proc_search\//);
    await tabTo(page, place('proc_code'));
    await page.keyboard.type('molest');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.locator('#wizard [role=combobox]')).toHaveValue(/molestation/i);
    await expect(page.locator('[role=listbox]')).toBeHidden();
    await tabTo(page, button('Save and continue'));
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/proc_search/);
    await open(page, `${application}/pages/proc_list`);
    await expect(page.locator('#wizard .govuk-summary-list__row')).toHaveCount(1);
    await tabTo(page, button('There are no more'));
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(/proc_list/);
  });
});
