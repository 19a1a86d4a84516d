// The people of the demonstration firms at the keyboard. Their names are those of the product's own list; the one
// password of all of them is what `make run` prints.
import { expect, type Page } from '@playwright/test';

/** Signs in by the page that everyone uses, and waits until it has let go. */
export async function signIn(page: Page, signInName: string, password = demonstrationPassword()): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('main input[type=text], main input[type=email], main input:not([type])').first().fill(signInName);
  await page.locator('main input[type=password]').fill(password);
  await page.locator('main form button[type=submit], main form button:not([type])').first().click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

export function demonstrationPassword(): string {
  return process.env.RUSHCLIFFE_PASSWORD ?? 'copper-lantern-74-orchard';
}

/** Signs in without drawing a screen, for tests of what comes after. */
export async function enter(page: Page, signInName: string): Promise<void> {
  const shown = await (await page.request.get('/sign-in')).text();
  await post(page, '/sign-in', shown, { user_name: signInName, password: demonstrationPassword() });
}

/** Starts an application without drawing a screen; answers its address. */
export async function startQuietly(page: Page): Promise<string> {
  const shown = await (await page.request.get('/applications')).text();
  return post(page, '/applications', shown, {});
}

/** Posts a form with the token of the page that shows it; answers where it leads. */
async function post(page: Page, to: string, shown: string, fields: Record<string, string>): Promise<string> {
  const once = /name="_once" value="([^"]+)"/.exec(shown)?.[1] ?? '';
  const origin = new URL((await page.request.get('/sign-in')).url()).origin;
  const reply = await page.request.post(to, { form: { _once: once, ...fields }, headers: { origin }, maxRedirects: 0 });
  expect(reply.status(), `the form to ${to} was taken`).toBe(303);
  return reply.headers()['location'] ?? '';
}
