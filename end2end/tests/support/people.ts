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
